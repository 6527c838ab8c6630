using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>What a classifier does to different groups: rates with intervals, disparities in plain words, impact ratios, calibration, and what was not measured.</summary>
internal static class HtmlFairness
{
    /// <summary>Charts of more classes than this would bury the page; all of them stand in group_metrics.csv.</summary>
    private const int MostClasses = 4;

    private const string Intersection = " & ";

    private static readonly RateMetric[] Charted = [RateMetrics.Tpr, RateMetrics.Fpr, RateMetrics.SelectionRate, RateMetrics.Accuracy];

    public static void Performance(HtmlWriter html, FairnessReport report)
    {
        HtmlHeat.Write(html, report);
        html.Line($"<p class=\"note\">{report.Records} records are counted. Dots are rates, lines their 95 % intervals (Wilson). Groups whose rate would be a share of too few records have no dot and are listed below; every numerator and denominator stands in group_metrics.csv.</p>");
        foreach (var attribute in report.Attributes)
        {
            html.Line($"<h3>{attribute.Name}</h3><p class=\"note\">{attribute.Rule}{(attribute.Missing > 0 ? FormattableString.Invariant($" Not known for {attribute.Missing} records, which are counted as (missing) and compared with no group.") : "")}</p>");
            html.Markup("<div class=\"strips\">");
            foreach (var view in report.Rates.Where(r => r.Attribute == attribute.Name).Select(r => r.Class).Distinct().Take(MostClasses))
            {
                Charts(html, report, attribute.Name, view);
            }

            html.Markup("</div>");
        }
    }

    private static void Charts(HtmlWriter html, FairnessReport report, string attribute, string view)
    {
        foreach (var metric in Charted)
        {
            var rows = report.Rates.Where(r => r.Attribute == attribute && r.Class == view && r.Metric == metric.Name && r.Rate.Value is not null)
                .Select(r => new StripChart.Row(FormattableString.Invariant($"{r.Group} ({r.Rate.Denominator})"), r.Rate.Value!.Value, r.Rate.Interval?.Lower, r.Rate.Interval?.Upper, IsOracle: false)).ToList();
            if (rows.Count > 0)
            {
                html.Line($"<figure><figcaption>{metric.Name}{(view.Length > 0 ? " of " + view : "")}: {metric.Meaning}</figcaption>");
                html.Markup(StripChart.Svg(rows));
                html.Markup("</figure>");
            }
        }
    }

    public static void Disparities(HtmlWriter html, FairnessReport report, GateDecision decision)
    {
        html.Markup("<p class=\"note\">Difference: largest minus smallest rate of the groups of an attribute. Intervals hold the true difference with 95 % confidence; p is the chance of such a gap if groups did not matter, "
            + "q is p adjusted for the number of comparisons (Benjamini, Hochberg). Intersections are named where a gate fails; all comparisons and ratios stand in disparities.csv.</p>\n"
            + "<div class=\"scroll\"><table class=\"disparities\"><thead><tr><th scope=\"col\">measure</th><th scope=\"col\">what is it?</th><th scope=\"col\">when does it matter?</th><th scope=\"col\">which groups?</th></tr></thead><tbody>");
        foreach (var text in FairnessText.All)
        {
            var found = report.Disparities.Where(d => d.Metric == text.Metric && d.Aggregation is (DisparityMetrics.Difference or DisparityMetrics.Minimum)
                && (!d.Attribute.Contains(Intersection, StringComparison.Ordinal) || Status(decision, d) == GateStatus.Fail)).ToList();
            if (found.Count == 0)
            {
                continue;
            }

            html.Line($"<tr><th scope=\"row\">{text.Metric}</th><td class=\"meaning\">{text.What}</td><td class=\"meaning\">{text.When}</td><td>");
            var most = MostClasses * report.Attributes.Count;
            foreach (var disparity in found.OrderBy(d => Status(decision, d)).Take(most))
            {
                html.Line($"<p>{Judged(decision, disparity)}<strong>{disparity.Attribute}{(disparity.Class.Length > 0 ? ", " + disparity.Class : "")}</strong> {Sentence(disparity)}</p>");
            }

            html.Line($"{(found.Count > most ? FormattableString.Invariant($"{found.Count - most} more stand in disparities.csv.") : "")}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
        HtmlFairnessTables.ImpactRatios(html, report.ImpactRatios);
    }

    /// <summary>What the gates make of a disparity; those without a gate come last.</summary>
    private static GateStatus Status(GateDecision decision, Disparity disparity) => Results(decision, disparity).Select(r => r.Status).DefaultIfEmpty((GateStatus)int.MaxValue).Min();

    private static IEnumerable<GateResult> Results(GateDecision decision, Disparity disparity) => decision.Results.Where(r =>
        r.Measurement is { } m && m.Section == FairnessGates.Section && m.Metric == disparity.Name && m.Attribute == disparity.Attribute && m.Class == disparity.Class);

    private static string Judged(GateDecision decision, Disparity disparity) => Results(decision, disparity).Any() ? GateWords.Of(Status(decision, disparity)) + ": " : "";

    private static string Sentence(Disparity d)
    {
        var span = d.Interval is { } interval ? $" ({FigureText.Of(interval.Lower)} to {FigureText.Of(interval.Upper)})" : "";
        var p = d is { PValue: { } value, QValue: { } q } ? $", p {FigureText.Of(value)}, q {FigureText.Of(q)}" : "";
        return d switch
        {
            { Value: null } => "not measured: " + CsvReport.Name(d.Status).Replace('_', ' '),
            { LowValue: { } low, HighValue: { } high } => $"{FigureText.Of(d.Value.Value)}{span}: {d.LowGroup} {FigureText.Of(low)}, {d.HighGroup} {FigureText.Of(high)}{p}",
            _ => $"{FigureText.Of(d.Value.Value)}{span}: {d.LowGroup} and {d.HighGroup}{p}",
        };
    }
}
