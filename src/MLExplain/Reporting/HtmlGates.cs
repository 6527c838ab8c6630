using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>The verdict and every gate behind it, worst first, passes listed too.</summary>
internal static class HtmlGates
{
    public static void Write(HtmlWriter html, GateDecision decision)
    {
        html.Markup("<section id=\"verdict\"><h2>Verdict</h2>\n<div class=\"tiles\">");
        foreach (var status in Enum.GetValues<GateStatus>())
        {
            html.Line($"<div class=\"tile\"><strong>{decision.Count(status)}</strong><span class=\"verdict {Style(status)}\">{Words(status)}</span></div>");
        }

        html.Markup("</div>");
        html.Line($"<p><span class=\"verdict {Style(decision.Status)}\">{Words(decision.Status)}</span> {decision.Sentence}</p>");
        html.Markup("<p class=\"note\">A gate fails or passes only when the whole 95 % interval of its number is on one side of the threshold. In between it is inconclusive, and the table says how many more records the smaller group needs. "
            + "A gate without a number is not evaluated, which is never a pass. Gates of severity warning decide nothing.</p>");
        Table(html, decision);
        html.Markup("</section>");
    }

    private static void Table(HtmlWriter html, GateDecision decision)
    {
        html.Markup("<div class=\"scroll\"><table class=\"gates\"><thead><tr><th scope=\"col\">status</th><th scope=\"col\">gate</th><th scope=\"col\">expected</th><th scope=\"col\">found</th>"
            + "<th scope=\"col\">95 % interval</th><th scope=\"col\">between</th><th scope=\"col\">why</th></tr></thead><tbody>");
        foreach (var result in decision.Results)
        {
            var warning = result.Condition.Severity == GateSeverity.Warning ? " (warning)" : "";
            html.Line($"<tr><td><span class=\"verdict {Style(result.Status)}\">{Words(result.Status)}</span>{warning}</td><th scope=\"row\">{result.Id}</th><td>{result.Condition.OperatorText} {result.Condition.Threshold}</td><td>{(result.Measurement?.Value is { } value ? FigureText.Of(value) : "none")}</td><td>{Interval(result.Measurement)}</td><td>{Groups(result.Measurement)}</td><td class=\"fact\">{result.Reason}{Needed(result)}</td></tr>");
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

    public static string Words(GateStatus status) => status switch
    {
        GateStatus.Fail => "FAIL",
        GateStatus.Pass => "pass",
        GateStatus.Inconclusive => "inconclusive",
        _ => "not evaluated",
    };

    private static string Interval(Measurement? number) => number is { Lower: { } lower, Upper: { } upper } ? lower == upper ? "exact" : $"{FigureText.Of(lower)} to {FigureText.Of(upper)}" : "none";

    private static string Groups(Measurement? number) => number switch
    {
        { GroupA.Length: > 0, GroupB.Length: > 0 } => FormattableString.Invariant($"{number.GroupA} ({number.CountA}) and {number.GroupB} ({number.CountB})"),
        { GroupA.Length: > 0 } => FormattableString.Invariant($"{number.GroupA} ({number.CountA})"),
        _ => "",
    };

    private static string Needed(GateResult result) => result.StillNeeded is { } needed ? FormattableString.Invariant($" About {needed} more records of the smaller group would decide.") : "";
}
