using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>The section that says how far the maps can be believed; the audit's page and the evaluation's own both hold it.</summary>
internal static class HtmlEvaluation
{
    /// <summary>Of a run that did not evaluate its maps: no word must not read as a pass.</summary>
    public const string Absence = "This run did not judge its maps, which is no pass: until mlexplain evaluate, or a section 'evaluate' in the pipeline file, has judged the methods on this model, take no map on this page as evidence.";

    public static void Write(HtmlWriter html, EvaluationReport report)
    {
        html.Markup("<p class=\"note\">A map can look right and mean nothing. "
            + "Each method is judged on this very model: first whether its maps change at all when the network forgets what it learned, then how well they say what changes the score. "
            + "Beside every method stand maps that know nothing of the model: a method that scores no better than they do says no more than they do. "
            + "Figures are means over images with the 95 % interval in brackets.</p>");
        html.Line($"<p class=\"note\">{report.Images.Count} images were judged, chosen from the {report.Candidates} of the manifest. {Mask(report)}</p>");
        foreach (var warning in report.Warnings)
        {
            html.Line($"<p class=\"warning\">{warning}</p>");
        }

        Verdicts(html, report.Methods);
        HtmlMethodCard.WriteAll(html, report);
        HtmlStrips.Write(html, report);
        HtmlMeasures.Write(html, report);
        PassedOver(html, report.PassedOver);
    }

    private static string Mask(EvaluationReport report) => report.Mask is { } mask
        ? $"Localisation is held against the region '{mask}'."
        : "No region was named, so localisation was not measured.";

    private static void Verdicts(HtmlWriter html, IReadOnlyList<MethodEvaluation> methods)
    {
        html.Markup("<div class=\"scroll\"><table class=\"verdicts\"><thead><tr><th scope=\"col\">verdict</th><th scope=\"col\">methods</th><th scope=\"col\">what it means</th></tr></thead><tbody>");
        foreach (var text in VerdictText.All)
        {
            string[] names = [.. methods.Where(m => m.Card.Verdict == text.Verdict).Select(m => m.Method)];
            html.Line($"<tr><th scope=\"row\"><span class=\"verdict {text.Style}\">{text.Label}</span></th><td>{(names.Length == 0 ? "none" : string.Join(", ", names))}</td><td class=\"meaning\">{text.Meaning}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }

    private static void PassedOver(HtmlWriter html, IReadOnlyList<PassedOverImage> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        html.Markup("<h3>Images that were chosen but not judged</h3>\n<div class=\"scroll\"><table><thead><tr><th scope=\"col\">id</th><th scope=\"col\">status</th><th scope=\"col\">reason</th></tr></thead><tbody>");
        foreach (var image in images)
        {
            html.Line($"<tr><td>{image.Id}</td><td>{CsvReport.Name(image.Status)}</td><td>{image.Reason}</td></tr>");
        }

        html.Markup("</tbody></table></div>");
    }
}
