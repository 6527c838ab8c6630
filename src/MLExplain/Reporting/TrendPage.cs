using MLExplain.Audit.Gates;
using MLExplain.Audit.Trend;

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

    internal static string Render(string title, TrendReport report)
    {
        var html = HtmlPage.Open(title);
        html.Line($"<p>{TrendText.Sentence(report)}</p>");
        html.Markup("<section class=\"tiles\">");
        Tile(html, report.Runs, "runs read");
        Tile(html, report.Unread.Count, "folders not read");
        Tile(html, report.Trends.Sum(t => t.Runs.Count(r => r.IsComparable == false)), "breaks: not comparable");
        html.Markup("</section>");
        foreach (var trend in report.Trends)
        {
            html.Line($"<section><h2>{trend.Name}</h2><p>{TrendText.Sentence(trend)}</p>");
            Runs(html, trend.Runs);
            HtmlTrend.Gates(html, trend);
            html.Markup("</section>");
        }

        Unread(html, report.Unread);
        return HtmlPage.Close(html);
    }

    private static void Tile(HtmlWriter html, int number, string label) => html.Line($"<div class=\"tile\"><strong>{number}</strong><span>{label}</span></div>");

    private static void Runs(HtmlWriter html, IReadOnlyList<TrendRun> runs)
    {
        html.Markup("<h3>Runs</h3>\n<p class=\"note\">Numbers of two runs can be compared when nothing but the model changed between them: then a change is the model's. "
            + "Where the images, their labels and groups, the options or the tool changed, the runs are not comparable. Gates that warn only decide nothing and are not counted here.</p>\n"
            + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Runs\"><table><thead><tr><th scope=\"col\">run</th><th scope=\"col\">began, UTC</th><th scope=\"col\">folder</th><th scope=\"col\">verdict</th>"
            + "<th scope=\"col\">fail</th><th scope=\"col\">inconclusive</th><th scope=\"col\">not evaluated</th><th scope=\"col\">pass</th><th scope=\"col\">model</th><th scope=\"col\">tool</th><th scope=\"col\">since the run before</th></tr></thead><tbody>");
        foreach (var run in runs)
        {
            html.Line($"<tr><td>{run.Number}</td><td>{run.Run.Started:yyyy-MM-dd HH:mm}</td><th scope=\"row\">{run.Run.Folder}</th><td><span class=\"verdict {HtmlGates.Style(run.Run.Verdict)}\">{GateWords.Of(run.Run.Verdict)}</span></td><td>{Count(run, GateStatus.Fail)}</td><td>{Count(run, GateStatus.Inconclusive)}</td><td>{Count(run, GateStatus.NotEvaluated)}</td><td>{Count(run, GateStatus.Pass)}</td><td>{TrendText.ShortHash(run.Run.Model)}</td><td>{run.Run.Identity.Version}</td><td>{TrendText.Changes(run)}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    /// <summary>What a review dismissed is counted, and named: it did not decide.</summary>
    private static string Count(TrendRun run, GateStatus status)
    {
        var gates = run.Run.Gates.Where(g => g.Status == status && g.Condition.Severity == GateSeverity.Error).ToList();
        var dismissed = gates.Count(g => g.DismissedUntil is not null);
        return FormattableString.Invariant($"{gates.Count}{(dismissed > 0 ? FormattableString.Invariant($", {dismissed} dismissed by a review") : "")}");
    }

    private static void Unread(HtmlWriter html, IReadOnlyList<UnreadRun> unread)
    {
        html.Line($"<section><h2>Folders that were not read</h2><p>{unread.Count} folders hold no report of an audit that can be read; nothing of them is shown above.</p>");
        if (unread.Count > 0)
        {
            html.Markup("<table><thead><tr><th scope=\"col\">folder</th><th scope=\"col\">why</th></tr></thead><tbody>");
            foreach (var folder in unread)
            {
                html.Line($"<tr><th scope=\"row\">{folder.Folder}</th><td class=\"fact\">{folder.Reason}</td></tr>");
            }

            html.Markup("</tbody></table>");
        }

        html.Markup("</section>");
    }
}
