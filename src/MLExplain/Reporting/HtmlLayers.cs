using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>The figures behind the curve over layers, with the layers' names.</summary>
internal static class HtmlLayers
{
    public static void Write(HtmlWriter html, IReadOnlyList<RandomisationCurve> curves)
    {
        if (curves.All(curve => curve.Report.Steps.Count == 0))
        {
            return;
        }

        html.Markup("<details><summary>Layer by layer</summary>\n<div class=\"scroll\"><table class=\"agreement\"><thead><tr><th scope=\"col\">step</th><th scope=\"col\">layers that it randomises</th>");
        foreach (var curve in curves)
        {
            html.Line($"<th scope=\"col\">{curve.Name}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        foreach (var (index, step) in curves[0].Report.Steps.Index())
        {
            html.Line($"<tr><th scope=\"row\">{index + 1}</th><td>{string.Join(", ", step.Layers)}</td>");
            foreach (var (similarity, missing) in curves.Where(curve => index < curve.Report.Steps.Count).Select(curve => curve.Report.Steps[index]).Select(s => (s.Similarity, s.Missing)))
            {
                html.Line($"<td>{FigureText.Of(FigureText.Bounds(similarity))}{(missing == 0 ? "" : FormattableString.Invariant($", {missing} maps without a value"))}</td>");
            }

            html.Markup("</tr>");
        }

        html.Markup("</tbody></table></div></details>");
    }
}
