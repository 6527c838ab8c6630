using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;

namespace MLExplain.Reporting;

/// <summary>The verdict and every gate behind it, worst first, passes listed too; each gate has an anchor of its finding's id.</summary>
internal static class HtmlGates
{
    /// <summary>What a reader must see in five seconds.</summary>
    public static void Verdict(HtmlWriter html, GateDecision decision)
    {
        html.Line($"<p class=\"decision\"><span class=\"verdict {Style(decision.Status)}\">{GateWords.Of(decision.Status)}</span> {decision.Sentence}</p>");
        html.Markup("<div class=\"tiles\">");
        foreach (var status in Enum.GetValues<GateStatus>())
        {
            html.Line($"<div class=\"tile\"><strong>{decision.Count(status, GateSeverity.Error)}</strong><span class=\"verdict {Style(status)}\">{GateWords.Of(status)}</span></div>");
        }

        html.Markup("</div>\n<p class=\"note\">Counted are the gates that decide; those that only warn are listed below them.</p>");
    }

    /// <summary>Every gate, worst first.</summary>
    public static void Write(HtmlWriter html, GateDecision decision)
    {
        html.Markup("<p class=\"note\">A gate fails or passes only when the whole 95 % interval of its number is on one side of the threshold. In between it is inconclusive, and the table says how many more records the smaller group needs. "
            + "A gate without a number is not evaluated, which is never a pass.</p>");
        Table(html, [.. decision.Results.Where(r => r.Condition.Severity == GateSeverity.Error)]);
        GateResult[] warnings = [.. decision.Results.Where(r => r.Condition.Severity == GateSeverity.Warning)];
        if (warnings.Length > 0)
        {
            html.Line($"<h3>Warnings</h3><p class=\"note\">They decide nothing: {warnings.Count(w => w.Status == GateStatus.Fail)} of {warnings.Length} are not met.</p>");
            Table(html, [.. warnings.Where(w => w.Status == GateStatus.Fail)]);
            html.Line($"<details><summary>The other {warnings.Count(w => w.Status != GateStatus.Fail)} warnings</summary>");
            Table(html, [.. warnings.Where(w => w.Status != GateStatus.Fail)]);
            html.Markup("</details>");
        }

        Exceptions(html, decision.Exceptions);
    }

    /// <summary>What reviewers accepted, whether it still holds or not: an exception is never silent.</summary>
    private static void Exceptions(HtmlWriter html, IReadOnlyList<JudgedException> exceptions)
    {
        if (exceptions.Count == 0)
        {
            return;
        }

        html.Markup("<h3 id=\"exceptions\">Exceptions</h3><p class=\"note\">Findings that a review dismissed until a day. An exception is not applied when it has expired, and when the finding is worse than it was: a failure where there was none, a number beyond the far end of the interval that was dismissed, or no number where there was one. It is unused when its gate passes, is not asked any more, or the run's day is before the review.</p>");
        html.Markup("<div class=\"scroll\"><table><thead><tr><th scope=\"col\">state</th><th scope=\"col\">finding</th><th scope=\"col\">until</th><th scope=\"col\">dismissed by</th><th scope=\"col\">why</th></tr></thead><tbody>");
        foreach (var (exception, state) in exceptions)
        {
            html.Line($"<tr><td><span class=\"verdict {(state == ExceptionState.Applied ? "inconclusive" : state == ExceptionState.Unused ? "unknown" : "fails")}\">{CsvReport.Name(state)}</span></td><th scope=\"row\">{exception.Finding.Title}<br><small>{exception.Finding.Id}</small></th><td>{exception.Expires:yyyy-MM-dd}</td><td>{exception.Name}, {exception.Role}, {exception.Date:yyyy-MM-dd}</td><td class=\"fact\">{exception.Comment}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    private static void Table(HtmlWriter html, IReadOnlyList<GateResult> results)
    {
        if (results.Count == 0)
        {
            return;
        }

        html.Markup("<div class=\"scroll\"><table class=\"gates\"><thead><tr><th scope=\"col\">status</th><th scope=\"col\">gate</th><th scope=\"col\">expected</th><th scope=\"col\">found</th>"
            + "<th scope=\"col\">95 % interval</th><th scope=\"col\">about</th><th scope=\"col\">why</th></tr></thead><tbody>");
        foreach (var result in results)
        {
            html.Line($"<tr><td><span class=\"verdict {Style(result.Status)}\">{GateWords.Of(result.Status)}</span>{(result.Exception is null ? "" : " dismissed")}</td><th scope=\"row\" id=\"{ReviewFinding.IdOf(result)}\">{result.Id}</th><td>{result.Condition.OperatorText} {result.Condition.Threshold}</td><td>{(result.Measurement?.Value is { } value ? FigureText.Of(value) : "none")}</td><td>{GateWords.Interval(result.Measurement)}</td><td>{GateWords.Groups(result.Measurement)}</td><td class=\"fact\">{GateWords.Why(result)}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    public static string Style(GateStatus status) => status switch
    {
        GateStatus.Fail => "fails",
        GateStatus.Pass => "passes",
        GateStatus.Inconclusive => "inconclusive",
        _ => "unknown",
    };
}
