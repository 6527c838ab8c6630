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
        HtmlImages.Write(html, report);
        HtmlCurves.Write(html, report);
        if (report.Analysis is { } reviewed)
        {
            HtmlReview.Write(html, report.Name, reviewed.Gates, reviewed.Findings);
        }

        HtmlPage.Facts(html, "Model, data and tool", report.Facts);
        return HtmlPage.Close(html, "report.js", "gallery.js", "review.js");
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

    private static string Percent(double? value) => value?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "not measured";
}
