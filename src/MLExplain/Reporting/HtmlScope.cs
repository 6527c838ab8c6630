using System.Globalization;
using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>What the audit is about: the intended use, what became of the images, and how many there are of each group and class.</summary>
internal static class HtmlScope
{
    public static void Write(HtmlWriter html, AuditReport report)
    {
        html.Line($"<p><strong>Intended use</strong>: {report.IntendedUse ?? "not stated (report.intendedUse in the pipeline file). A verdict holds for the use and the data that it was made for."}</p>");
        Tiles(html, report.Summary);
        HtmlTables.Groups(html, report.Groups);
    }

    private static void Tiles(HtmlWriter html, AuditSummary summary)
    {
        html.Markup("<div class=\"tiles\">");
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

        html.Markup("</div>");
    }

    private static void Tile(HtmlWriter html, string label, string value) => html.Line($"<div class=\"tile\"><strong>{value}</strong><span>{label}</span></div>");

    private static string Percent(double? value) => value?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "not measured";
}
