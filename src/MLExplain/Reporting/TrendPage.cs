using MLExplain.Audit.Trend;
using MLExplain.Reporting.Pages;

namespace MLExplain.Reporting;

/// <summary>Writes past runs over time as one self-contained HTML page: no network, no script.</summary>
public static class TrendPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="title">The page's title.</param>
    /// <param name="report">What to show.</param>
    public static void Write(string path, string title, TrendReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        File.WriteAllText(path, Render(title, report));
    }

    internal static string Render(string title, TrendReport report) => Page.Of(title, report);
}
