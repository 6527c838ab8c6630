using MLExplain.Audit.Fairness;

namespace MLExplain.Reporting;

/// <summary>The tables of a fairness audit that stand after its disparities.</summary>
internal static class HtmlFairnessTables
{
    public static void ImpactRatios(HtmlWriter html, IReadOnlyList<ImpactRatio> ratios)
    {
        html.Markup("<h3>Impact ratios</h3>\n<p class=\"note\">A group's selection rate ÷ that of the group selected most. Below four fifths (0.8) it is marked, as 29 CFR 1607.4(D) has it; read it with the number of records beside it. Intersections stand in impact_ratios.csv.</p>\n"
            + "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">attribute</th><th scope=\"col\">group</th><th scope=\"col\">class</th><th scope=\"col\">selected</th><th scope=\"col\">rate</th><th scope=\"col\">impact ratio</th><th scope=\"col\">against</th></tr></thead><tbody>");
        foreach (var row in ratios.Where(r => r.Basis == "prediction" && !r.Attribute.Contains(" & ", StringComparison.Ordinal)))
        {
            html.Line($"<tr><td>{row.Attribute}</td><th scope=\"row\">{row.Group}</th><td>{row.Class}</td><td>{row.Selected} of {row.Count}</td><td>{Number(row.Rate)}</td><td><span class=\"{(row.BelowFourFifths == true ? "wrong" : "")}\">{(row.Ratio is null ? CsvReport.Name(row.Status).Replace('_', ' ') : Number(row.Ratio))}</span></td><td>{row.Reference}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    /// <summary>What no number above speaks of, and why: counts, so that nothing is dropped in silence.</summary>
    public static void NotMeasured(HtmlWriter html, FairnessReport report)
    {
        List<(string What, string Why, long Count)> rows =
        [
            .. report.Excluded.Where(e => e.Count > 0).Select(e => ("records", e.Reason.Replace('_', ' '), (long)e.Count)),
            .. report.Attributes.Where(a => a.Missing > 0).Select(a => ($"records, by {a.Name}", "the attribute is not known", (long)a.Missing)),
            .. report.Rates.Where(r => r.Rate.Status is not RateStatus.Ok and not RateStatus.MissingAttribute).GroupBy(r => (r.Attribute, r.Group, r.Rate.Status))
                .Select(g => ($"{g.Key.Attribute}: {g.Key.Group}", $"{string.Join(", ", g.Select(r => r.Metric).Distinct())}: {CsvReport.Name(g.Key.Status).Replace('_', ' ')}", (long)g.First().Count)),
            .. report.AbsentGroups.Where(g => g.Value > 0).Select(g => ($"groups of {g.Key}", "no record belongs to them", g.Value)),
            .. report.Disparities.Where(d => d.Value is null).GroupBy(d => (d.Attribute, d.Status))
                .Select(g => ($"disparities of {g.Key.Attribute}", CsvReport.Name(g.Key.Status).Replace('_', ' '), (long)g.Count())),
        ];
        if (rows.Count == 0)
        {
            html.Markup("<p>Every record is counted and every rate has a value.</p>");
            return;
        }

        html.Markup("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">what</th><th scope=\"col\">why</th><th scope=\"col\">how many</th></tr></thead><tbody>");
        foreach (var (what, why, count) in rows)
        {
            html.Line($"<tr><th scope=\"row\">{what}</th><td class=\"fact\">{why}</td><td>{count}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    private static string Number(double? value) => value is { } known ? FigureText.Of(known) : "none";
}
