using System.Text.Json;
using MLExplain.Saliency;

namespace MLExplain.Cli.Commands;

/// <summary>Prints what an explanation found: sentences for people, JSON for machines.</summary>
internal static class ExplainPrinter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Print(Terminal terminal, string method, IReadOnlyList<Attribution> attributions, string output, bool json)
    {
        foreach (var a in attributions)
        {
            terminal.Say($"{method}: class {a.Target}, score {a.Score:G6}, attribution sums to {a.Sum:G6}, {a.GradientCalls} gradient calls");
            if (a is { Residual: { } residual, BaselineScore: { } baseline })
            {
                terminal.Say($"  score at the baseline {baseline:G6}, completeness residual {residual:G3}");
            }
        }

        terminal.Say($"wrote {output}");
        if (json)
        {
            var rows = attributions.Select(a => new { method, a.Target, a.Score, a.BaselineScore, a.Sum, a.Residual, a.GradientCalls, output });
            terminal.Out.WriteLine(JsonSerializer.Serialize(rows, Indented));
        }
    }
}
