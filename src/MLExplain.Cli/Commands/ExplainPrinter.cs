namespace MLExplain.Cli.Commands;

/// <summary>Prints what an explanation found: sentences for people, JSON for machines.</summary>
internal static class ExplainPrinter
{
    public static void Print(Terminal terminal, string method, IReadOnlyList<Explained> explained, string output)
    {
        foreach (var (a, name, probability) in explained)
        {
            var target = name is null ? $"{a.Target}" : $"{a.Target} ({name})";
            var calls = string.Concat(new[] { Count(a.GradientCalls, "gradient call"), Count(a.ScoreCalls, "score call") }.OfType<string>().Select(c => $", {c}"));
            terminal.Say($"{method}: class {target}, score {a.Score:G6}, probability {probability:G4}, attribution sums to {a.Sum:G6}{calls}");
            if (a.Rule is { } rule)
            {
                terminal.Say($"  {rule}");
            }

            if (a is { Residual: { } residual, BaselineScore: { } baseline })
            {
                terminal.Say($"  score at the baseline {baseline:G6}, completeness residual {residual:G3}");
            }

            if (a.Figures.Count > 0)
            {
                terminal.Say($"  {string.Join(", ", a.Figures.Select(f => FormattableString.Invariant($"{f.Name} {f.Value:G4}")))}");
            }

            foreach (var warning in a.Warnings)
            {
                terminal.Warn($"  warning: {warning}");
            }
        }

        terminal.Say($"wrote {output}");
        terminal.Give(() => new
        {
            method,
            output,
            explained = explained.Select(e => new
            {
                e.Attribution.Target, className = e.Name, e.Attribution.Score, e.Probability, e.Attribution.BaselineScore, e.Attribution.Sum, e.Attribution.Residual, e.Attribution.Rule, e.Attribution.Converged,
                e.Attribution.GradientCalls, e.Attribution.ScoreCalls, e.Attribution.Warnings, figures = e.Attribution.Figures.ToDictionary(f => f.Name, f => f.Value),
            }),
        });
    }

    private static string? Count(int number, string what) => number switch
    {
        0 => null,
        1 => $"1 {what}",
        _ => $"{number} {what}s",
    };
}
