using MLExplain.Audit;
using MLExplain.Reporting.Pages;

namespace MLExplain.Reporting;

/// <summary>Writes an audit as one self-contained HTML page: no network, readable without script; script only sorts, filters, zooms and lays maps over pictures.</summary>
public static class HtmlReport
{
    /// <summary>Names of the scripts that the page of an audit carries.</summary>
    internal static readonly string[] Scripts = ["report.js", "zoom.js", "gallery.js", "review.js"];

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

    internal static string Render(EvaluationReport report) => Page.Of(report.Title, [], PageRenderer.Render(EvaluationSections.Of(report)), "report.js", "zoom.js");

    internal static string Render(AuditReport report)
    {
        var left = report.PictureBudget;
        var sections = PageRenderer.Render(AuditSections.Of(report, () => left), html => left -= PictureBudget.Spent(html));
        return Page.Of(report.Title, report.Subject, sections, Scripts);
    }
}
