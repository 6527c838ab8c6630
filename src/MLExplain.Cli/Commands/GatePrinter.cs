using MLExplain.Audit.Gates;
using MLExplain.Reporting;
using Spectre.Console;

namespace MLExplain.Cli.Commands;

/// <summary>Prints the gates that decide, and warnings that are violated, as a table, worst first; then the decision in one sentence.</summary>
internal static class GatePrinter
{
    public static void Print(Terminal terminal, GateDecision decision, BaselineComparison? baseline = null)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in new[] { "status", "gate", "expected", "found", "95 % interval", "why" })
        {
            table.AddColumn(heading);
        }

        var shown = decision.Results.Where(r => r.Condition.Severity == GateSeverity.Error || r.Status == GateStatus.Fail).ToList();
        foreach (var result in shown)
        {
            var number = result.Measurement;
            table.AddRow(new[]
            {
                Words(result), result.Id, FormattableString.Invariant($"{result.Condition.OperatorText} {result.Condition.Threshold}"),
                number?.Value is { } value ? FigureText.Of(value) : "none", GateWords.Interval(number),
                GateWords.Why(result),
            }.Select(Markup.Escape).ToArray());
        }

        var console = terminal.Plain();
        console.Write(table);
        if (decision.Results.Count > shown.Count)
        {
            terminal.Print($"{decision.Results.Count - shown.Count} more gates of severity warning are not violated; gates.csv lists them.");
        }

        terminal.Print($"{decision.Sentence}");
        if (baseline is not null)
        {
            terminal.Print($"{baseline.Sentence}");
        }
    }

    private static string Words(GateResult result) =>
        result is { Status: GateStatus.Fail, Condition.Severity: GateSeverity.Warning } ? "warning" : GateWords.Of(result.Status);
}
