using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Attention;

namespace MLExplain.Reporting;

/// <summary>The section that says where the model looks, by group.</summary>
internal static class HtmlAttention
{
    /// <summary>A difference with a larger q-value is not pointed out.</summary>
    private const double Notable = 0.05;

    public static void Write(HtmlWriter html, AuditAnalysis analysis, EvaluationReport? evaluation)
    {
        var method = analysis.Options.Method;
        var whole = analysis.Attention.Groups.Where(g => g.Slice is { Class: "", Correctness: "" }).ToList();
        html.Line($"<p class=\"note\">Maps of {method}{HtmlStamp.Of(evaluation, method)}. A model can be right for every group, and for the right reason for some only. Gini: 0 for a flat map, towards 1 for a single point. "
            + $"Entropy: 1 for a flat map. Border mass and mass over area: 1 is what a map that ignores the place would give. Means with their 95 % interval; the differences of all slices, also per class and per correctness, stand in saliency_disparities.csv.</p>");
        if (whole.Count == 0)
        {
            html.Markup("<p>Nothing was compared: no attribute was named, or no image has a map of this method.</p>");
        }
        else
        {
            Groups(html, whole, analysis.Attention);
        }

        HtmlMeanMaps.Write(html, analysis.MeanMaps);
        Reasons(html, analysis);
    }

    private static void Groups(HtmlWriter html, List<AttentionGroup> groups, AttentionReport report)
    {
        string[] figures = [.. groups.Select(g => g.Slice.Figure).Distinct()];
        html.Markup("<div class=\"scroll\"><table class=\"attention\"><thead><tr><th scope=\"col\">attribute</th><th scope=\"col\">group</th>");
        foreach (var figure in figures)
        {
            html.Line($"<th scope=\"col\">{Words(figure)}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        foreach (var attribute in groups.GroupBy(g => g.Slice.Attribute))
        {
            var first = true;
            foreach (var group in attribute.GroupBy(g => g.Group))
            {
                html.Line($"<tr class=\"{(first ? "first" : "")}\"><th scope=\"row\">{(first ? attribute.Key : "")}</th><td>{group.Key}</td>");
                foreach (var figure in figures)
                {
                    html.Line($"<td>{Cell(group.FirstOrDefault(g => g.Slice.Figure == figure))}</td>");
                }

                html.Markup("</tr>");
                first = false;
            }

            html.Markup("<tr><th scope=\"row\"></th><td>largest difference</td>");
            foreach (var figure in figures)
            {
                Difference(html, report.Disparities.FirstOrDefault(d => d.Slice is { Class: "", Correctness: "" } && d.Slice.Attribute == attribute.Key && d.Slice.Figure == figure));
            }

            html.Markup("</tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    private static void Difference(HtmlWriter html, AttentionDisparity? disparity)
    {
        if (disparity is not { Difference: { } difference, QValue: { } q })
        {
            html.Markup("<td>not measured</td>");
            return;
        }

        html.Line($"<td><span class=\"{(q < Notable ? "wrong" : "direction")}\">{FigureText.Of(difference)}</span> <small>q = {FigureText.Of(q)}</small></td>");
    }

    private static void Reasons(HtmlWriter html, AuditAnalysis analysis)
    {
        if (analysis.Attention.Reasons.Count == 0)
        {
            return;
        }

        html.Markup("<h3>Right for the right reason</h3>");
        html.Line($"<p class=\"note\">Predictions by whether the map lies on the region '{analysis.Options.Evidence}' more than chance would have it (mass over area above 1). "
            + $"A right answer whose map lies elsewhere is luck, or another cue than the evidence.</p>");
        html.Markup("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">attribute</th><th scope=\"col\">group</th><th scope=\"col\">right, on the evidence</th><th scope=\"col\">right, elsewhere</th>"
            + "<th scope=\"col\">wrong, on the evidence</th><th scope=\"col\">wrong, elsewhere</th><th scope=\"col\">unknown</th><th scope=\"col\">right for the wrong reason</th></tr></thead><tbody>");
        var previous = "";
        foreach (var row in analysis.Attention.Reasons)
        {
            html.Line($"<tr class=\"{(row.Attribute == previous ? "" : "first")}\"><th scope=\"row\">{(row.Attribute.Length == 0 ? "all" : row.Attribute == previous ? "" : row.Attribute)}</th><td>{row.Group}</td><td>{row.RightOnEvidence}</td><td>{row.RightElsewhere}</td><td>{row.WrongOnEvidence}</td><td>{row.WrongElsewhere}</td><td>{row.Unknown}</td>");
            html.Line($"<td><span class=\"bar\" style=\"--share:{row.WrongReasonShare ?? 0:0.000}\"></span>{FigureText.Share(row.WrongReasonShare)}</td></tr>");
            previous = row.Attribute;
        }

        html.Markup("</tbody></table></div>");
    }

    private static string Words(string figure) => figure.Replace('_', ' ').Replace(".", ", ", StringComparison.Ordinal);

    private static string Cell(AttentionGroup? group) => group switch
    {
        null => "not measured",
        { Status: "ok" } => $"{FigureText.Of(group.Mean)} n = {group.Images}",
        { Status: "below_min_n" } => $"too few ({group.Images})",
        _ => $"no group ({group.Images})",
    };
}
