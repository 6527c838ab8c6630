using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting;

/// <summary>Cards of images whose maps are alike: the clusters of a class, and the slices on which the model errs.</summary>
internal static class HtmlMapGroups
{
    /// <summary>An association with a larger q-value is not pointed out.</summary>
    private const double Notable = 0.05;

    /// <summary>Most slices that are shown; all stand in slices.csv.</summary>
    private const int MostSlices = 4;

    public static void Clusters(HtmlWriter html, AuditReport report, AuditAnalysis analysis)
    {
        var method = analysis.Options.Method;
        html.Line($"<h3>Ways to come to a class{HtmlStamp.Of(report.Evaluation, method)}</h3>");
        html.Line($"<p class=\"note\">Maps of {method} that look alike, per predicted class; those that go most with a column of the manifest stand first. "
            + $"Each card shows the most typical picture, the same under its map, and the mean map of the cluster.</p>");
        foreach (var found in analysis.Clusters)
        {
            html.Line($"<h4>{found.Class}</h4>");
            html.Line($"<p>{(found.Clusters.Count == 1 ? "One way: the maps do not fall into groups that stand apart." : found.Reason)}</p>");
            html.Markup("<div class=\"strips\">");
            foreach (var cluster in found.Clusters)
            {
                html.Line($"<article class=\"method cluster\"><h4>{cluster.Members.Count} of {cluster.ClassSize} images</h4>");
                Card(html, cluster, report.Images, method, analysis.ClusterEffects.Where(e => e.Class == cluster.Class && e.Index == cluster.Index).Select(e => Effect(analysis, e.Effect)));
                html.Markup("</article>");
            }

            html.Markup("</div>");
        }
    }

    public static void Slices(HtmlWriter html, AuditReport report, AuditAnalysis analysis)
    {
        html.Line($"<h3>Where the model errs, by where it looks{HtmlStamp.Of(report.Evaluation, analysis.Options.Method)}</h3>");
        html.Markup("<p class=\"note\">Slices of images whose maps are alike, found in one half of the images and tested in the other: more errors than the labels of their images would explain.</p>");
        var notable = analysis.Slices.Slices.Where(s => s.QValue < Notable && s.Errors > s.ExpectedErrors).ToList();
        html.Line($"<p>{(analysis.Slices.Reason.Length > 0 ? analysis.Slices.Reason : FormattableString.Invariant($"{notable.Count} of {analysis.Slices.Slices.Count} slices have more errors than expected (q below {Notable}). All stand in slices.csv."))}</p>");
        html.Markup("<div class=\"strips\">");
        foreach (var slice in notable.Take(MostSlices))
        {
            html.Line($"<article class=\"method cluster\"><h4>{slice.Errors} errors in {slice.Images} images, {slice.ExpectedErrors:0.0} expected <small>q = {FigureText.Of(slice.QValue)}</small></h4>");
            Card(html, slice.Description, report.Images, analysis.Options.Method, []);
            html.Markup("</article>");
        }

        html.Markup("</div>");
    }

    private static void Card(HtmlWriter html, MapCluster cluster, IReadOnlyList<AuditedImage> images, string method, IEnumerable<string> remarks)
    {
        var id = cluster.Members[0];
        var medoid = images.FirstOrDefault(i => i.Record.Id == id);
        html.Line($"<div class=\"gallery\"><figure>{Picture(medoid?.Picture, $"picture {id}")}<figcaption>{id}</figcaption></figure>");
        html.Line($"<figure>{Picture(medoid?.Maps.FirstOrDefault(m => m.Method == method)?.Overlay, $"{method} over {id}")}<figcaption>its map</figcaption></figure>");
        html.Line($"<figure>{Picture(AuditPictures.OfMagnitudes(cluster.MeanMap), $"mean map of those like {id}")}<figcaption>mean map</figcaption></figure></div>");
        html.Line($"<dl><div><dt>right</dt><dd>{FigureText.Share(cluster.AccuracyInside)} {Others(cluster.AccuracyOutside is null ? null : FigureText.Share(cluster.AccuracyOutside))}</dd></div>");
        foreach (var region in cluster.Regions.Where(r => r.Inside is not null))
        {
            html.Line($"<div><dt>mass over area, {region.Region}</dt><dd>{FigureText.Of(region.Inside!.Value)} {Others(region.Outside is { } outside ? FigureText.Of(outside) : null)}</dd></div>");
        }

        html.Markup("</dl>\n<ul>");
        foreach (var association in cluster.Associations.Where(a => a is { CramersV: not null, PValue: not null }).Take(3))
        {
            var p = association.QValue is { } q ? $"q = {FigureText.Of(q)}" : $"p = {FigureText.Of(association.PValue!.Value)}";
            html.Line($"<li class=\"{(association.QValue < Notable ? "fails" : "")}\">{association.Attribute}: more often {association.Value}, Cramér's V {FigureText.Of(association.CramersV!.Value)}, {p}</li>");
        }

        foreach (var remark in remarks)
        {
            html.Line($"<li>{remark}</li>");
        }

        html.Markup("</ul>");
    }

    private static string Effect(AuditAnalysis analysis, CounterfactualEffect effect)
    {
        var done = effect.Intervention == Intervention.Remove ? "its place taken away" : "its place pasted into others";
        return effect is { Class: { } moved, Shift: { } shift }
            ? FormattableString.Invariant($"{done}: probability of {analysis.Options.Classes[moved]} {FigureText.Of(shift)} beyond the control; {effect.Flips} of {effect.Rows.Count} flipped, {effect.ControlFlips} by the control")
            : $"{done}: {effect.Reason}";
    }

    private static string Others(string? value) => value is null ? "" : $"(others {value})";

    private static HtmlPicture? Picture(byte[]? bytes, string description) => bytes is null ? null : new HtmlPicture(bytes, description);
}
