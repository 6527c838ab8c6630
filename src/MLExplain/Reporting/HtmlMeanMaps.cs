using MLExplain.Audit;
using MLExplain.Audit.Attention;

namespace MLExplain.Reporting;

/// <summary>The mean map of every group, and where it differs from that of the other groups.</summary>
internal static class HtmlMeanMaps
{
    /// <summary>A difference with a larger q-value is not pointed out.</summary>
    private const double Notable = 0.05;

    /// <summary>With more classes than this only the maps over all of them are shown; all figures stand in mean_maps.csv.</summary>
    private const int MostClasses = 4;

    public static void Write(HtmlWriter html, IReadOnlyList<MeanMap> maps)
    {
        var shown = maps.Where(m => m.Map is not null).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        html.Markup("<h3>Mean maps</h3>\n<p class=\"note\">Where the maps of a group are strong on average, each map weighing the same; beside it the difference to the other groups, red where this group has more. "
            + "The distance is the share of the map that lies elsewhere, q from permutations of the groups.</p>");
        foreach (var attribute in shown.GroupBy(m => m.Attribute))
        {
            html.Line($"<h4>{attribute.Key}</h4>");
            Row(html, attribute.Where(m => m.Class.Length == 0));
            var byClass = attribute.Where(m => m.Class.Length > 0).GroupBy(m => m.Class).ToList();
            if (byClass.Count is > 0 and <= MostClasses)
            {
                html.Markup("<details><summary>by class</summary>");
                byClass.ForEach(label => Row(html, label));
                html.Markup("</details>");
            }
        }
    }

    private static void Row(HtmlWriter html, IEnumerable<MeanMap> means)
    {
        html.Markup("<div class=\"gallery means\">");
        foreach (var mean in means)
        {
            Figures(html, mean);
        }

        html.Markup("</div>");
    }

    private static void Figures(HtmlWriter html, MeanMap mean)
    {
        var name = $"{mean.Group}{(mean.Class.Length > 0 ? ", " : "")}{mean.Class}";
        html.Line($"<figure>{new HtmlPicture(AuditPictures.OfMagnitudes(mean.Map!), $"mean map of {mean.Attribute} {name}")}<figcaption>{name} ({mean.Images})</figcaption></figure>");
        if (mean is { Difference: { } difference, Distance: { } distance, QValue: { } q })
        {
            html.Line($"<figure>{new HtmlPicture(AuditPictures.OfDifference(difference), $"difference of {mean.Attribute} {name} to the others")}<figcaption><span class=\"{(q < Notable ? "wrong" : "direction")}\">{FigureText.Of(distance)}</span> q = {FigureText.Of(q)}</figcaption></figure>");
        }
    }
}
