using System.Globalization;
using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>The tables of counts and medians that stand before the single images.</summary>
internal static class HtmlTables
{
    /// <summary>With more labels than fit a page, only the column over all of them is shown.</summary>
    private const int MostLabels = 8;

    public static void Groups(HtmlWriter html, IReadOnlyList<GroupCounts> groups)
    {
        var all = groups.Where(g => g.Attribute.Length == 0).ToList();
        var shown = all.Count - 1 <= MostLabels ? all.Count : 1;
        html.Markup("<h3>Predicted as labelled, by group</h3>\n<p class=\"note\">Counts of these images, without intervals: small groups vary by chance.</p>");
        html.Markup("<div class=\"scroll\"><table class=\"counts\"><thead><tr><th scope=\"col\">group</th><th scope=\"col\"></th><th scope=\"col\">all images</th>");
        foreach (var label in all.Take(shown).Skip(1))
        {
            html.Line($"<th scope=\"col\">labelled {label.Label}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        var previous = "";
        foreach (var row in groups.Chunk(all.Count))
        {
            var (attribute, value) = (row[0].Attribute, row[0].Value);
            html.Line($"<tr class=\"{(attribute == previous ? "" : "first")}\"><th scope=\"row\">{(attribute.Length == 0 ? "all" : attribute == previous ? "" : attribute)}</th><td>{(attribute.Length > 0 && value.Length == 0 ? "(missing)" : value)}</td>");
            foreach (var cell in row.Take(shown))
            {
                html.Line($"<td><span class=\"bar\" style=\"--share:{cell.Share ?? 0:0.000}\"></span>{Share(cell)}</td>");
            }

            html.Markup("</tr>");
            previous = attribute;
        }

        html.Markup("</tbody></table></div>");
    }

    public static void Regions(HtmlWriter html, IReadOnlyList<RegionMedian> medians, EvaluationReport? evaluation)
    {
        if (medians.Count == 0)
        {
            return;
        }

        string[] regions = [.. medians.Select(m => m.Region).Distinct()];
        html.Markup("<h3>Where the maps are, by outcome</h3>\n<p class=\"note\">Median over images of the share of positive attribution inside a region ÷ the region's share of the picture, "
            + "and how many images have the region. 1 × is what a map that ignores the region would give. It says where the model looks, not yet why: a finding needs an intervention too.</p>");
        html.Markup("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">method</th><th scope=\"col\">label</th><th scope=\"col\">prediction</th>");
        foreach (var region in regions)
        {
            html.Line($"<th scope=\"col\">{region}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        var previous = "";
        foreach (var row in medians.GroupBy(m => (m.Method, m.Label, m.Prediction)))
        {
            var wrong = row.Key.Label != row.Key.Prediction;
            html.Line($"<tr class=\"{(row.Key.Method == previous ? "" : "first")}\"><th scope=\"row\">{(row.Key.Method == previous ? "" : row.Key.Method)}{(row.Key.Method == previous ? null : HtmlStamp.Of(evaluation, row.Key.Method))}</th><td>{row.Key.Label}</td><td><span class=\"{(wrong ? "wrong" : "")}\">{row.Key.Prediction}</span></td>");
            foreach (var region in regions)
            {
                html.Line($"<td>{Ratio(row.FirstOrDefault(m => m.Region == region))}</td>");
            }

            html.Markup("</tr>");
            previous = row.Key.Method;
        }

        html.Markup("</tbody></table></div>");
    }

    private static string Share(GroupCounts cell) => cell.Share is { } share
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} % ({cell.Correct} of {cell.Evaluated})")
        : "none";

    private static string Ratio(RegionMedian? median) => median?.MassOverArea is { } ratio
        ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} × ({median.Images})")
        : "no such picture";
}
