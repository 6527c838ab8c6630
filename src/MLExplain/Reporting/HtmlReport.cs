using System.Globalization;
using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>Writes an audit as one self-contained HTML page: no network, readable without script; script only sorts and filters.</summary>
public static class HtmlReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to show.</param>
    public static void Write(string path, AuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        File.WriteAllText(path, Render(report));
    }

    /// <summary>Writes the page of an evaluation: the same section that an audit's page holds, and the facts behind it.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to show.</param>
    public static void Write(string path, EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        File.WriteAllText(path, Render(report));
    }

    internal static string Render(EvaluationReport report)
    {
        var html = HtmlPage.Open(report.Title);
        HtmlEvaluation.Write(html, report);
        HtmlPage.Facts(html, "Model, data, options and tool", report.Facts);
        return HtmlPage.Close(html);
    }

    internal static string Render(AuditReport report)
    {
        var html = HtmlPage.Open(report.Title);
        if (report.Analysis is { } decided)
        {
            HtmlGates.Write(html, decided.Gates);
            HtmlBaseline.Write(html, report.Baseline);
        }

        Headline(html, report.Summary);
        HtmlTables.Groups(html, report.Groups);
        if (report.Analysis is { Fairness: { } fairness, Gates: var gates })
        {
            HtmlFairness.Write(html, fairness, gates);
        }

        HtmlTables.Regions(html, report.Regions, report.Evaluation);
        if (report.Analysis is { } analysis)
        {
            HtmlAttention.Write(html, analysis, report.Evaluation);
            HtmlSpurious.Write(html, report, analysis);
        }

        HtmlUnmeasured.Write(html, report.Images.Select(i => i.Record), report.Analysis?.Unmeasured ?? []);
        if (report.Evaluation is { } evaluation)
        {
            HtmlEvaluation.Write(html, evaluation);
        }
        else if (report.Images.Any(i => i.Maps.Count > 0))
        {
            HtmlEvaluation.WriteMissing(html);
        }

        if (report.SelfTest is { } selfTest)
        {
            HtmlSelfTest.Write(html, selfTest);
        }

        HtmlGallery.Write(html, report.Gallery, report.Evaluation);
        Images(html, report);
        Curves(html, report);
        if (report.Analysis is { } reviewed)
        {
            HtmlReview.Write(html, report.Name, reviewed.Gates, reviewed.Findings);
        }

        HtmlPage.Facts(html, "Model, data and tool", report.Facts);
        return HtmlPage.Close(html, "report.js", "review.js");
    }

    private static void Headline(HtmlWriter html, AuditSummary summary)
    {
        html.Markup("<section class=\"tiles\">");
        Tile(html, "images", summary.Images.ToString(CultureInfo.InvariantCulture));
        foreach (var (status, count) in summary.ByStatus.Where(s => s.Key == ImageStatus.Ok || s.Value > 0))
        {
            Tile(html, CsvReport.Name(status).Replace('_', ' '), count.ToString(CultureInfo.InvariantCulture));
        }

        Tile(html, $"accuracy ({summary.Correct} of {summary.Evaluated})", Percent(summary.Accuracy));
        foreach (var (method, residual) in summary.Residuals)
        {
            Tile(html, $"median residual, {method}", Percent(residual));
        }

        html.Markup("</section>");
    }

    private static void Tile(HtmlWriter html, string label, string value) =>
        html.Line($"<div class=\"tile\"><strong>{value}</strong><span>{label}</span></div>");

    private static void Curves(HtmlWriter html, AuditReport report)
    {
        if (report.Curves.Count == 0)
        {
            return;
        }

        html.Markup("<section><h2>From the baseline to the image</h2>");
        html.Markup("<p class=\"note\">How the explained class's probability and the attribution gathered so far grow along the path that Integrated Gradients follows. "
            + "Where the probability is flat the model is saturated: gradients there add little. The first images of the manifest are shown.</p>\n<div class=\"curves\">");
        foreach (var curve in report.Curves)
        {
            html.Line($"<figure><figcaption>{curve.Id}: {curve.Target}{Saturation(curve)}</figcaption>");
            html.Markup(AlphaChart.Svg(curve));
            html.Markup("</figure>");
        }

        html.Markup("</div></section>");
    }

    private static string Saturation(AlphaCurveRecord curve) => curve.SaturationAlpha is { } alpha
        ? string.Create(CultureInfo.InvariantCulture, $", saturated from α = {alpha:0.00}")
        : string.Create(CultureInfo.InvariantCulture, $", already {100 * curve.Probabilities[0]:0} % at the baseline");

    private static void Images(HtmlWriter html, AuditReport report)
    {
        string[] groups = [.. report.Images.SelectMany(i => i.Record.Groups).Select(g => g.Key).Distinct()];
        string[] methods = [.. report.Images.SelectMany(i => i.Maps).Select(m => m.Method).Distinct()];
        html.Markup("<section><h2>Images</h2>\n<p class=\"note\">Beside each map, red for and blue against the predicted class, stands the picture with the blurred map over it where it speaks for the class. "
            + "The residual is how far the attribution's sum is from the change of score between baseline and image, relative to that change.</p>");
        html.Markup("<input id=\"filter\" type=\"search\" placeholder=\"Filter rows\" aria-label=\"Filter rows\" hidden>");
        html.Markup("<div class=\"scroll\"><table id=\"images\"><thead><tr><th>id</th><th>picture</th>");
        foreach (var method in methods)
        {
            html.Line($"<th>{method}{HtmlStamp.Of(report.Evaluation, method)}</th>");
        }

        html.Markup("<th data-sort>label</th><th data-sort>prediction</th><th data-sort>probability</th><th data-sort>residual</th>");
        foreach (var group in groups)
        {
            html.Line($"<th data-sort>{group}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        foreach (var image in report.Images.Where(i => i.Record.Status != ImageStatus.Unreadable))
        {
            Row(html, image, methods, groups, report.Evaluation);
        }

        html.Markup("</tbody></table></div></section>");
    }

    private static void Row(HtmlWriter html, AuditedImage image, string[] methods, string[] groups, EvaluationReport? evaluation)
    {
        var record = image.Record;
        html.Line($"<tr><td>{record.Id}</td><td>{Picture(image.Picture, "picture " + record.Id)}</td>");
        foreach (var method in methods)
        {
            var maps = image.Maps.FirstOrDefault(m => m.Method == method);
            html.Line($"<td class=\"maps{(HtmlStamp.Of(evaluation, method) is null ? "" : " low-evidence")}\">{Picture(maps?.Map, method + " of " + record.Id)}{Picture(maps?.Overlay, method + " over " + record.Id)}");
            foreach (var warning in record.Explanations.FirstOrDefault(e => e.Method == method)?.Warnings ?? [])
            {
                html.Line($"<p class=\"warning\">{warning}</p>");
            }

            html.Markup("</td>");
        }

        var residual = record.Explanations.FirstOrDefault(e => e.Residual is not null)?.RelativeResidual;
        html.Line($"<td>{record.Label}</td><td><span class=\"{(record.Correct == false ? "wrong" : "")}\">{record.Prediction}</span></td><td>{Percent(record.Probability)}</td><td>{Percent(residual)}</td>");
        foreach (var group in groups)
        {
            html.Line($"<td>{record.Groups.FirstOrDefault(g => g.Key == group).Value}</td>");
        }

        html.Markup("</tr>");
    }

    private static HtmlPicture? Picture(byte[]? png, string description) => png is null ? null : new HtmlPicture(png, description);

    private static string Percent(double? value) => value?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "not measured";
}
