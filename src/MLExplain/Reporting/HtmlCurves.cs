using System.Globalization;
using MLExplain.Audit;

namespace MLExplain.Reporting;

/// <summary>The section that shows how scores grow from the baseline to the image, each curve beside its image.</summary>
internal static class HtmlCurves
{
    public static void Write(HtmlWriter html, AuditReport report)
    {
        var pictures = report.Images.Where(i => i.Picture is not null).DistinctBy(i => i.Record.Id).ToDictionary(i => i.Record.Id, i => i.Picture!);
        html.Markup("<p class=\"note\">How the explained class's probability and the attribution gathered so far grow along the path that Integrated Gradients follows. "
            + "Where the probability is flat the model is saturated: gradients there add little. The first images of the manifest are shown.</p>\n<div class=\"curves\">");
        foreach (var curve in report.Curves)
        {
            var picture = pictures.TryGetValue(curve.Id, out var bytes) ? new HtmlPicture(bytes, "picture " + curve.Id) : null;
            html.Line($"<figure class=\"curve\"><figcaption>{picture}{curve.Id}: {curve.Target}{Saturation(curve)}</figcaption>");
            html.Markup(AlphaChart.Svg(curve));
            html.Markup("</figure>");
        }

        html.Markup("</div>");
    }

    private static string Saturation(AlphaCurveRecord curve) => curve.SaturationAlpha is { } alpha
        ? string.Create(CultureInfo.InvariantCulture, $", saturated from α = {alpha:0.00}")
        : string.Create(CultureInfo.InvariantCulture, $", already {100 * curve.Probabilities[0]:0} % at the baseline");
}
