using MLExplain.Audit.Fairness;

namespace MLExplain.Reporting;

/// <summary>Groups against rates in one table: the deeper the colour, the farther a group is from all records.</summary>
internal static class HtmlHeat
{
    /// <summary>More classes than this would bury the page; all of them stand in group_metrics.csv.</summary>
    private const int MostClasses = 4;

    /// <summary>The distance from all records that takes the full colour.</summary>
    private const double Far = 0.3;

    private static readonly RateMetric[] Shown = [RateMetrics.Accuracy, RateMetrics.Tpr, RateMetrics.Fpr, RateMetrics.SelectionRate];

    public static void Write(HtmlWriter html, FairnessReport report)
    {
        string[] views = [.. report.Rates.Select(r => r.Class).Distinct().Take(MostClasses)];
        var rates = report.Rates.Where(r => !r.Attribute.Contains(" & ", StringComparison.Ordinal)).ToLookup(r => (r.Attribute, r.Group, r.Class, r.Metric));
        html.Line($"<p class=\"note\">Each rate of each group; coloured by how far it is from all records, in full from {Far} on: orange above, blue below. A colour is no finding: small groups differ by chance, and the intervals stand in the charts below.</p>");
        html.Markup("<div class=\"scroll\"><table class=\"heat\"><thead><tr><th scope=\"col\">attribute</th><th scope=\"col\">group</th>");
        foreach (var (view, metric) in Columns(views))
        {
            html.Line($"<th scope=\"col\">{metric.Name}{(view.Length > 0 ? ", " + view : "")}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        var previous = "";
        foreach (var group in rates.Select(r => (r.Key.Attribute, r.Key.Group)).Distinct())
        {
            html.Line($"<tr class=\"{(group.Attribute == previous ? "" : "first")}\"><th scope=\"row\">{(group.Attribute.Length == 0 ? "all" : group.Attribute == previous ? "" : group.Attribute)}</th><td>{group.Group}</td>");
            foreach (var (view, metric) in Columns(views))
            {
                Cell(html, rates[(group.Attribute, group.Group, view, metric.Name)].FirstOrDefault(), rates[("", "", view, metric.Name)].FirstOrDefault()?.Rate.Value);
            }

            html.Markup("</tr>");
            previous = group.Attribute;
        }

        html.Markup("</tbody></table></div>");
    }

    private static IEnumerable<(string View, RateMetric Metric)> Columns(string[] views) => views.SelectMany(view => Shown.Select(metric => (view, metric)));

    private static void Cell(HtmlWriter html, GroupRate? rate, double? all)
    {
        if (rate?.Rate.Value is not { } value)
        {
            html.Line($"<td class=\"direction\">{(rate is null ? "" : CsvReport.Name(rate.Rate.Status).Replace('_', ' '))}</td>");
            return;
        }

        var distance = all is { } known ? Math.Clamp((value - known) / Far, -1, 1) : 0;
        html.Line($"<td class=\"{(distance < 0 ? "below" : "above")}\" style=\"--far:{Math.Abs(distance):0.00}\">{FigureText.Of(value)}<small>{rate.Rate.Numerator} of {rate.Rate.Denominator}</small></td>");
    }
}
