using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>Writes an audit as one self-contained HTML page: no network, readable without script; script only sorts, filters, zooms and lays maps over pictures.</summary>
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
        HtmlSection.WriteAll(html, [new("trust", "Can the maps be trusted?", null, page => HtmlEvaluation.Write(page, report)), new("lineage", "Lineage", null, page => HtmlPage.Facts(page, report.Facts))]);
        return HtmlPage.Close(html, "report.js", "zoom.js");
    }

    internal static string Render(AuditReport report)
    {
        var html = HtmlPage.Open(report.Title);
        HtmlSection.WriteAll(html, HtmlSections.Of(report));
        return HtmlPage.Close(html, "report.js", "zoom.js", "gallery.js", "review.js");
    }
}
