using System.Globalization;
using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>The section that shows single images under every method.</summary>
internal static class HtmlGallery
{
    public static void Write(HtmlWriter html, IReadOnlyList<GalleryImage> gallery, EvaluationReport? evaluation)
    {
        if (gallery.Count == 0)
        {
            return;
        }

        html.Markup("<section><h2>One image, every method</h2>\n<p class=\"note\">Each method's map, red for and blue against the explained class, and below it the picture with the blurred map over it. "
            + "Methods ask different questions: agreement is no proof, and disagreement a reason to look twice.</p>");
        foreach (var image in gallery)
        {
            html.Line($"<h3>{image.Id}: {image.Target}</h3>");
            html.Markup("<div class=\"gallery\">");
            html.Line($"<figure><figcaption>image</figcaption>{new HtmlPicture(image.Picture, "picture " + image.Id)}</figure>");
            foreach (var map in image.Maps)
            {
                html.Line($"<figure><figcaption>{map.Method}{HtmlStamp.Of(evaluation, map.Method)}</figcaption>{new HtmlPicture(map.Map, map.Method + " of " + image.Id)}{new HtmlPicture(map.Overlay, map.Method + " over " + image.Id)}</figure>");
            }

            html.Markup("</div>");
            foreach (var (method, sentence) in image.Notes)
            {
                html.Line($"<p class=\"warning\">{method}: {sentence}</p>");
            }

            Agreement(html, image);
        }

        html.Markup("</section>");
    }

    private static void Agreement(HtmlWriter html, GalleryImage image)
    {
        string[] methods = [.. image.Maps.Select(m => m.Method)];
        var cells = image.Agreements.ToDictionary(a => (a.First, a.Second));
        html.Markup("<details><summary>How far the maps agree: rank correlation of their values, and share of the top tenth of the pixels that two maps have in common</summary>");
        html.Markup("<div class=\"scroll\"><table class=\"agreement\"><thead><tr><th scope=\"col\"></th>");
        foreach (var method in methods.Skip(1))
        {
            html.Line($"<th scope=\"col\">{method}</th>");
        }

        html.Markup("</tr></thead><tbody>");
        for (var row = 0; row < methods.Length - 1; row++)
        {
            html.Line($"<tr><th scope=\"row\">{methods[row]}</th>");
            for (var column = 1; column < methods.Length; column++)
            {
                html.Line($"<td>{(column > row ? Cell(cells[(methods[row], methods[column])]) : "")}</td>");
            }

            html.Markup("</tr>");
        }

        html.Markup("</tbody></table></div></details>");
    }

    private static string Cell(MapAgreement agreement) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(agreement.RankCorrelation is { } correlation ? correlation.ToString("0.00", CultureInfo.InvariantCulture) : "constant")}, {100 * agreement.TopOverlap:0} %");
}
