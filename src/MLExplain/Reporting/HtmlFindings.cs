using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting;

/// <summary>The findings of spurious correlation: what each is, and what speaks for and against it.</summary>
internal static class HtmlFindings
{
    public static void Write(HtmlWriter html, IReadOnlyList<SpuriousFinding> findings)
    {
        html.Markup("<h3>Findings</h3>");
        if (findings.Count == 0)
        {
            html.Markup("<p>None: nothing beside the evidence tells the predictions or the errors beyond what the labels explain, and nothing was named to be taken away or pasted.</p>");
            return;
        }

        html.Markup("<p class=\"note\">A finding is confirmed when a pattern names it and changing it moves the predictions. Its numbers stand in findings.csv.</p>");
        html.Markup("<div class=\"scroll\"><table class=\"findings\"><thead><tr><th scope=\"col\">verdict</th><th scope=\"col\">what</th><th scope=\"col\">what speaks for and against it</th></tr></thead><tbody>");
        foreach (var finding in findings)
        {
            html.Line($"<tr><td><span class=\"verdict {Style(finding.Verdict)}\">{CsvReport.Name(finding.Verdict).Replace('_', ' ')}</span></td><th scope=\"row\">{finding.Subject}</th><td class=\"meaning\">{finding.Sentence}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    private static string Style(FindingVerdict verdict) => verdict switch
    {
        FindingVerdict.Confirmed => "fails",
        FindingVerdict.MovesOnly or FindingVerdict.Inconclusive => "inconclusive",
        FindingVerdict.Refuted or FindingVerdict.Cleared => "passes",
        _ => "unknown",
    };
}
