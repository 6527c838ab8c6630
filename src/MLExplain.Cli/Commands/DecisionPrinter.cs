using MLExplain.Audit.Gates;

namespace MLExplain.Cli.Commands;

/// <summary>Tells a person what an audit decided: every failure, then the decision.</summary>
internal static class DecisionPrinter
{
    public static void Print(Terminal terminal, GateDecision decision)
    {
        foreach (var gate in decision.Results.Where(r => r.Status == GateStatus.Fail))
        {
            terminal.Say($"{(gate.Condition.Severity == GateSeverity.Error ? "fails" : "warning")}: {gate.Id} is {gate.Measurement!.Value:0.###} ({gate.Measurement.Lower:0.###} to {gate.Measurement.Upper:0.###}), {Groups(gate.Measurement)}asked for {gate.Condition.OperatorText} {gate.Condition.Threshold}");
        }

        terminal.Say($"{decision.Sentence}");
    }

    private static string Groups(Measurement measurement) => (measurement.GroupA.Length, measurement.GroupB.Length) switch
    {
        (0, 0) => "",
        (_, 0) => $"for {measurement.GroupA}, ",
        _ => $"between {measurement.GroupA} and {measurement.GroupB}, ",
    };
}
