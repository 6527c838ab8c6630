using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>What changed since an earlier run.</summary>
internal static class HtmlBaseline
{
    public static void Write(HtmlWriter html, BaselineComparison comparison)
    {
        html.Line($"<p>{comparison.Sentence}</p>");
        var moved = comparison.Gates.Where(g => g.Change != GateChange.Unchanged).ToList();
        if (moved.Count > 0)
        {
            html.Markup("<p class=\"note\">A number is better or worse where chance would not explain the difference (q at most 0.05 over all gates).</p>\n"
                + "<div class=\"scroll\"><table class=\"gates\"><thead><tr><th scope=\"col\">change</th><th scope=\"col\">gate</th><th scope=\"col\">before</th><th scope=\"col\">now</th><th scope=\"col\">difference</th></tr></thead><tbody>");
            foreach (var gate in moved)
            {
                html.Line($"<tr><td>{CsvReport.Name(gate.Change).Replace('_', ' ')}</td><th scope=\"row\">{gate.Name}</th><td>{State(gate.Before)}</td><td>{State(gate.Now)}</td><td>{Difference(gate)}</td></tr>");
            }

            html.Markup("</tbody></table></div>");
        }
    }

    private static string State(BaselineGate? gate) => gate is null ? "" : $"{(gate.Value is { } value ? FigureText.Of(value) : "no number")}, {GateWords.Of(gate.Status)}";

    private static string Difference(ChangedGate gate) => gate is { Delta: { } delta, Lower: { } lower, Upper: { } upper } ? $"{FigureText.Of(delta)} ({FigureText.Of(lower)} to {FigureText.Of(upper)})" : "";
}
