using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;
using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting;

/// <summary>Every finding with a form to decide on it, and the place to sign; without script the forms are hidden and the page reads the same.</summary>
internal static class HtmlReview
{
    public static void Write(HtmlWriter html, string name, GateDecision decision, IReadOnlyList<SpuriousFinding> spurious)
    {
        var findings = ReviewFinding.Of(decision, spurious);
        html.Line($"<div id=\"decisions\" data-report=\"{name}\" data-findings=\"{ReviewFinding.Digest(name, findings)}\">");
        html.Markup("<p class=\"note\">A finding is a gate that does not pass, or a suspicion that was not cleared. Its id is the same in every run that asks the same. "
            + "A reviewer confirms it, dismisses it until a day, or asks for more data. The decisions are saved to a file, which mlexplain review apply checks and stores beside the report.</p>");
        if (findings.Count == 0)
        {
            html.Markup("<p>There is nothing to decide on: every gate passes.</p>");
        }

        foreach (var finding in findings)
        {
            Finding(html, finding);
        }

        html.Markup("<p><button type=\"button\" id=\"save-decisions\" hidden>Save decisions</button> <span id=\"review-said\" role=\"status\"></span></p>");
        html.Markup("<h3>Sign-off</h3><div class=\"scroll\"><table class=\"signatures\"><thead><tr><th scope=\"col\">name</th><th scope=\"col\">role</th><th scope=\"col\">date</th><th scope=\"col\">signature</th></tr></thead><tbody>"
            + "<tr><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td></tr><tr><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td><td>&nbsp;</td></tr></tbody></table></div></div>");
    }

    private static void Finding(HtmlWriter html, ReviewFinding finding)
    {
        html.Line($"<div class=\"finding\"><h3>{finding.Title}</h3><p class=\"note\">{finding.Id}: {finding.Status.Replace('_', ' ')}{(finding.Value is { } value ? ", found " + FigureText.Of(value) : "")}</p>");
        html.Line($"<form data-finding=\"{finding.Id}\" hidden><label>Decision <select name=\"decision\"><option value=\"\">none</option><option value=\"confirmed\">confirmed</option><option value=\"dismissed\">dismissed</option><option value=\"needs_more_data\">needs more data</option></select></label>");
        html.Markup("<label>Comment <textarea name=\"comment\" rows=\"1\"></textarea></label><label>Dismissed until <input type=\"date\" name=\"expires\"></label></form></div>");
    }
}
