using MLExplain.Audit.Gates;
using MLExplain.Reporting;
using Spectre.Console;

namespace MLExplain.Cli.Commands;

/// <summary>Prints the gates as a table, worst first, and the decision in one sentence.</summary>
internal static class GatePrinter
{
    public static void Print(Terminal terminal, GateDecision decision)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in new[] { "status", "gate", "expected", "found", "95 % interval", "why" })
        {
            table.AddColumn(heading);
        }

        foreach (var result in decision.Results)
        {
            var number = result.Measurement;
            table.AddRow(new[]
            {
                Words(result), result.Id, FormattableString.Invariant($"{result.Condition.OperatorText} {result.Condition.Threshold}"),
                number?.Value is { } value ? FigureText.Of(value) : "none", number is { Lower: { } lower, Upper: { } upper } ? $"{FigureText.Of(lower)} to {FigureText.Of(upper)}" : "none",
                result.StillNeeded is { } needed ? FormattableString.Invariant($"{result.Reason} About {needed} more records of the smaller group would decide.") : result.Reason,
            }.Select(Markup.Escape).ToArray());
        }

        var console = terminal.Plain();
        console.Write(table);
        terminal.Print($"{decision.Sentence}");
    }

    private static string Words(GateResult result) => result switch
    {
        { Status: GateStatus.Fail, Condition.Severity: GateSeverity.Warning } => "warning",
        { Status: GateStatus.Fail } => "FAIL",
        { Status: GateStatus.NotEvaluated } => "not evaluated",
        _ => result.Status.ToString().ToLowerInvariant(),
    };
}
