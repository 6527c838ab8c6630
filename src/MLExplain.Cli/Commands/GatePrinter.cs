using MLExplain.Audit.Gates;
using MLExplain.Reporting;
using Spectre.Console;

namespace MLExplain.Cli.Commands;

/// <summary>Prints the gates that decide, and warnings that are not met, as a table, worst first; then the decision in one sentence.</summary>
internal static class GatePrinter
{
    /// <summary>More would bury the decision; all stand in gates.csv.</summary>
    private const int Most = 50;

    public static void Print(Terminal terminal, GateDecision decision, BaselineComparison? baseline = null)
    {
        var telling = decision.Results.Where(r => r.Condition.Severity == GateSeverity.Error || r.Status == GateStatus.Fail).ToList();
        terminal.Plain().Write(Table([.. telling.Take(Most)]));
        if (telling.Count > Most)
        {
            terminal.Print($"{telling.Count - Most} more gates stand in gates.csv.");
        }

        var others = decision.Results.Except(telling).GroupBy(r => r.Status).ToList();
        if (others.Count > 0)
        {
            terminal.Print($"Of the gates that only warn, {string.Join(", ", others.Select(g => FormattableString.Invariant($"{g.Count()} {(g.Key == GateStatus.Inconclusive ? "are " : "")}{GateWords.Of(g.Key)}")))}; gates.csv lists them.");
        }

        terminal.Print($"{decision.Sentence}");
        if (baseline is not null)
        {
            terminal.Print($"{baseline.Sentence}");
        }
    }

    private static Table Table(IReadOnlyList<GateResult> results)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var heading in new[] { "status", "gate", "expected", "found", "95 % interval", "why" })
        {
            table.AddColumn(heading);
        }

        foreach (var result in results)
        {
            var number = result.Measurement;
            table.AddRow(new[]
            {
                GateWords.Of(result), result.Id, FormattableString.Invariant($"{result.Condition.OperatorText} {result.Condition.Threshold}"),
                number?.Value is { } value ? FigureText.Of(value) : "none", GateWords.Interval(number),
                $"{Closed(GateWords.Groups(number))} {GateWords.Why(result)}".Trim(),
            }.Select(Sentence.Cell).ToArray());
        }

        return table;
    }

    private static string Closed(string text) => text.Length == 0 || text.EndsWith('.') ? text : text + ".";
}
