using System.Globalization;
using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>The table of all images; as many of them as the budget allows with their pictures.</summary>
internal static class HtmlImages
{
    public static void Write(HtmlWriter html, AuditReport report)
    {
        AuditedImage[] images = [.. report.Images.Where(i => i.Record.Status != ImageStatus.Unreadable)];
        var shown = PictureBudget.Choose(images, report.PictureBudget - html.PictureLength);
        string[] groups = [.. images.SelectMany(i => i.Record.Groups).Select(g => g.Key).Distinct()];
        string[] methods = [.. images.SelectMany(i => i.Maps).Select(m => m.Method).Distinct()];
        html.Markup("<p class=\"note\">Beside each map, red for and blue against the predicted class, stands the picture with the blurred map over it where it speaks for the class. "
            + "The residual is how far the attribution's sum is from the change of score between baseline and image, relative to that change.</p>");
        Omitted(html, report, shown.Count, images.Count(i => i.Picture is not null));
        html.Markup("<input id=\"filter\" type=\"search\" placeholder=\"Filter rows\" aria-label=\"Filter rows\" hidden>");
        html.Markup("<div class=\"scroll\"><table id=\"images\"><thead><tr><th scope=\"col\" data-sort>id</th><th scope=\"col\">picture</th>");
        foreach (var method in methods)
        {
            html.Line($"<th scope=\"col\">{method}{HtmlStamp.Of(report.Evaluation, method)}</th>");
        }

        html.Markup("<th scope=\"col\" data-sort>label</th><th scope=\"col\" data-sort>prediction</th><th scope=\"col\" data-sort>probability</th><th scope=\"col\" data-sort>residual</th>");
        foreach (var group in groups)
        {
            html.Line($"<th scope=\"col\" data-sort>{group}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        foreach (var image in images)
        {
            Row(html, image, methods, groups, report.Evaluation, shown.Contains(image));
        }

        html.Markup("</tbody></table></div>");
    }

    private static void Omitted(HtmlWriter html, AuditReport report, int shown, int all)
    {
        if (shown < all)
        {
            html.Line($"<p class=\"note\" id=\"budget\">The pictures of {shown} of {all} images are shown, {all - shown} are left out: all pictures of this page together take at most {report.PictureBudget} bytes (pictureBudget in the pipeline file). They are chosen by one rule: {PictureBudget.Rule}. Every image has its row here and in images.csv.</p>");
        }
    }

    private static void Row(HtmlWriter html, AuditedImage image, string[] methods, string[] groups, EvaluationReport? evaluation, bool isShown)
    {
        var record = image.Record;
        html.Line($"<tr><td>{record.Id}</td><td>{(isShown ? Picture(image.Picture, "picture " + record.Id) : null)}</td>");
        foreach (var method in methods)
        {
            Maps(html, image, method, evaluation, isShown);
        }

        var residual = record.Explanations.FirstOrDefault(e => e.Residual is not null)?.RelativeResidual;
        html.Line($"<td>{record.Label}</td><td><span class=\"{(record.Correct == false ? "wrong" : "")}\">{record.Prediction}</span></td><td>{Percent(record.Probability)}</td><td>{Percent(residual)}</td>");
        foreach (var group in groups)
        {
            html.Line($"<td>{record.Groups.FirstOrDefault(g => g.Key == group).Value}</td>");
        }

        html.Markup("</tr>");
    }

    /// <summary>Without pictures the warnings are counted: thousands of sentences would bury the table, and each stands in explanations.csv.</summary>
    private static void Maps(HtmlWriter html, AuditedImage image, string method, EvaluationReport? evaluation, bool isShown)
    {
        var id = image.Record.Id;
        var warnings = image.Record.Explanations.FirstOrDefault(e => e.Method == method)?.Warnings ?? [];
        if (!isShown)
        {
            html.Line($"<td>{(warnings.Count > 0 ? FormattableString.Invariant($"warnings: {warnings.Count}") : "")}</td>");
            return;
        }

        var maps = image.Maps.FirstOrDefault(m => m.Method == method);
        html.Line($"<td class=\"maps{(HtmlStamp.Of(evaluation, method) is null ? "" : " low-evidence")}\">{Picture(maps?.Map, method + " of " + id)}{Picture(maps?.Overlay, method + " over " + id)}");
        foreach (var warning in warnings)
        {
            html.Line($"<p class=\"warning\">{warning}</p>");
        }

        html.Markup("</td>");
    }

    private static HtmlPicture? Picture(byte[]? bytes, string description) => bytes is null ? null : new HtmlPicture(bytes, description);

    private static string Percent(double? value) => value?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "not measured";
}
