using System.Globalization;
using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>The section that shows single images under every method.</summary>
internal static class HtmlGallery
{
    public static void Write(HtmlWriter html, IReadOnlyList<GalleryImage> gallery, EvaluationReport? evaluation)
    {
        html.Markup("<p class=\"note\">Each method's map, red for and blue against the explained class, and below it the picture with the blurred map over it. "
            + "Methods ask different questions: agreement is no proof, and disagreement a reason to look twice.</p>");
        foreach (var image in gallery)
        {
            html.Line($"<h3>{image.Id}: {image.Target}</h3>");
            Maps(html, image, evaluation);
            Areas(html, image);
            foreach (var (method, sentence) in image.Notes)
            {
                html.Line($"<p class=\"warning\">{method}: {sentence}</p>");
            }

            Agreement(html, image);
        }
    }

    /// <summary>Every map beside the others, for readers without script; with it a viewer lays one of them over the picture.</summary>
    private static void Maps(HtmlWriter html, GalleryImage image, EvaluationReport? evaluation)
    {
        html.Line($"<div class=\"viewer\" hidden><canvas role=\"img\" aria-label=\"a map over picture {image.Id}\"></canvas><div><label>Method <select></select></label><label>Opacity <input type=\"range\" min=\"0\" max=\"100\" value=\"70\"></label></div></div>");
        html.Markup("<div class=\"gallery\">");
        html.Line($"<figure class=\"seen\"><figcaption>image</figcaption>{new HtmlPicture(image.Picture, "picture " + image.Id)}</figure>");
        foreach (var map in image.Maps)
        {
            html.Line($"<figure data-method=\"{map.Method}\"><figcaption>{map.Method}{HtmlStamp.Of(evaluation, map.Method)}</figcaption>{new HtmlPicture(map.Map, map.Method + " of " + image.Id)}{new HtmlPicture(map.Overlay, map.Method + " over " + image.Id)}</figure>");
        }

        html.Markup("</div>");
    }

    private static void Areas(HtmlWriter html, GalleryImage image)
    {
        if (image.Areas.Count == 0)
        {
            return;
        }

        html.Line($"<h4>Most salient area, {image.Areas[0].Method}</h4>");
        html.Markup("<p class=\"note\">Only the regions that the method ranks highest are left in colour, up to the share of the area that is named; whole regions may make it more.</p><div class=\"gallery\">");
        foreach (var area in image.Areas)
        {
            html.Line($"<figure><figcaption>{FormattableString.Invariant($"{100 * area.Share:0} %")}</figcaption>{new HtmlPicture(area.Picture, FormattableString.Invariant($"the most salient {100 * area.Share:0} % of {image.Id}"))}</figure>");
        }

        html.Markup("</div>");
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
