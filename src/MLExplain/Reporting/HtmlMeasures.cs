using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>The table of all measures of all methods, with what each asks and what maps score that know nothing of the model.</summary>
internal static class HtmlMeasures
{
    public static void Write(HtmlWriter html, EvaluationReport report)
    {
        MeasureFacts[] measures = [.. report.Methods.SelectMany(m => m.Measures).Concat(report.Oracles.SelectMany(o => o.Measures)).Select(m => m.Facts).DistinctBy(f => f.Name)];
        string[] checks = [.. report.Methods.SelectMany(m => m.Card.Checks).Select(c => c.Measure).Distinct()];
        html.Markup("<h3>All measures, all methods</h3>\n<p class=\"note\">Methods on the left; on the right, in grey, maps that know nothing of the model. "
            + "A measure that does not say of a linear model what it must is marked, and its figures are not to be used.</p>");
        html.Markup("<div class=\"scroll\"><table class=\"measures\">");
        Head(html, report);
        foreach (var check in checks)
        {
            CheckRow(html, report, check);
        }

        foreach (var measure in measures)
        {
            MeasureRow(html, report, measure);
        }

        html.Markup("</tbody></table></div>");
        OraclesNotMeasured(html, report.Oracles);
        Calibrations(html, report.Calibrations);
        Papers(html, [.. checks.Select(Facts).OfType<MeasureFacts>(), .. measures]);
    }

    private static void Head(HtmlWriter html, EvaluationReport report)
    {
        html.Markup("<thead><tr><th scope=\"col\">measure</th>");
        foreach (var method in report.Methods)
        {
            html.Line($"<th scope=\"col\">{method.Method}</th>");
        }

        foreach (var oracle in report.Oracles)
        {
            html.Line($"<th scope=\"col\" class=\"oracle\">{oracle.Oracle}</th>");
        }

        html.Markup("</tr></thead><tbody>\n<tr><th scope=\"row\">verdict</th>");
        foreach (var method in report.Methods)
        {
            var verdict = VerdictText.Of(method.Card.Verdict);
            html.Line($"<td><span class=\"verdict {verdict.Style}\">{verdict.Label}</span></td>");
        }

        foreach (var _ in report.Oracles)
        {
            html.Markup("<td class=\"oracle\">knows nothing</td>");
        }

        html.Markup("</tr>");
    }

    private static void CheckRow(HtmlWriter html, EvaluationReport report, string name)
    {
        Question(html, name, Facts(name), report.Calibrations);
        foreach (var check in report.Methods.Select(m => m.Card.Checks.FirstOrDefault(c => c.Measure == name)))
        {
            Cell(html, "", check is null ? new Bootstrap(null, null, null, 0) : FigureText.Bounds(check.Similarity), "not evaluated", "");
        }

        // An oracle draws the same map whatever the weights, the class or the training were.
        foreach (var _ in report.Oracles)
        {
            html.Markup("<td class=\"oracle\">1, always</td>");
        }

        html.Markup("</tr>");
    }

    private static void MeasureRow(HtmlWriter html, EvaluationReport report, MeasureFacts measure)
    {
        Question(html, measure.Name, measure, report.Calibrations);
        foreach (var method in report.Methods)
        {
            Cell(html, "", method.Find(measure.Name));
        }

        foreach (var oracle in report.Oracles)
        {
            Cell(html, "oracle", oracle.Measures.FirstOrDefault(m => m.Facts.Name == measure.Name));
        }

        html.Markup("</tr>");
    }

    private static void Question(HtmlWriter html, string name, MeasureFacts? facts, IReadOnlyList<Calibration> calibrations)
    {
        html.Line($"<tr><th scope=\"row\">{name} <span class=\"direction\">{(facts is null ? "" : FigureText.Of(facts.Direction))}</span><p>{facts?.Question}</p>");
        if (calibrations.FirstOrDefault(c => c.Measure == name) is { IsUsable: false } broken)
        {
            html.Line($"<p><span class=\"verdict fails\">do not use</span> {broken.Sentence}</p>");
        }

        html.Markup("</th>");
    }

    private static void Cell(HtmlWriter html, string style, MeasureSummary? summary) => Cell(
        html,
        style,
        summary?.Value ?? new Bootstrap(null, null, null, 0),
        summary is null ? "not measured" : FigureText.Missing(summary),
        summary is not null && summary.Value.Count < summary.Images ? FigureText.Images(summary) : "");

    private static void Cell(HtmlWriter html, string style, Bootstrap value, string missing, string images) =>
        html.Line($"<td class=\"{style}\">{(value.Mean is { } mean ? FigureText.Of(mean) : missing)}<small>{(value.Mean is null ? "" : FigureText.Interval(value))}</small><small>{images}</small></td>");

    private static void OraclesNotMeasured(HtmlWriter html, IReadOnlyList<OracleSummary> oracles)
    {
        var missing = oracles.SelectMany(o => o.Measures.Where(m => m.Value.Count < m.Images), (o, m) => (o.Oracle, What: $"{m.Facts.Name}: {HtmlMethodCard.Why(m)}"));
        foreach (var one in missing.GroupBy(m => m.What))
        {
            html.Line($"<p class=\"note\">{string.Join(", ", one.Select(m => m.Oracle))}, {one.Key}</p>");
        }
    }

    private static void Calibrations(HtmlWriter html, IReadOnlyList<Calibration> calibrations)
    {
        html.Markup("<details><summary>Each measure tried on a linear model, whose true map is known</summary>\n<ul>");
        foreach (var calibration in calibrations)
        {
            html.Line($"<li class=\"{(calibration.IsUsable switch { true => "passes", false => "fails", null => "unknown" })}\">{calibration.Sentence}</li>");
        }

        html.Markup("</ul></details>");
    }

    private static void Papers(HtmlWriter html, IReadOnlyList<MeasureFacts> measures)
    {
        html.Markup("<details><summary>Papers that define the measures</summary>\n<ul>");
        foreach (var measure in measures)
        {
            html.Line($"<li>{measure.Name}: {measure.Paper}</li>");
        }

        html.Markup("</ul></details>");
    }

    private static MeasureFacts? Facts(string check) => Measures.All.FirstOrDefault(entry => entry.Facts.Name == check)?.Facts;
}
