using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting.Tables;

/// <summary>Maps that look alike, and the errors on them, as CSV files.</summary>
internal static class ClusterCsv
{
    internal static readonly CsvTable<(ClassClustering Class, MapCluster? Of)> Clusters = new("clusters.csv", "maps of a class that look alike, the most suspicious first; a class that was not clustered has one row")
    {
        { "class", "the predicted class", c => c.Class.Class },
        { "cluster", "number of the cluster in its class, from 0", c => c.Of?.Index },
        { "size", "images in the cluster", c => c.Of?.Members.Count },
        { "class_size", "images in the class", c => c.Class.Maps },
        { "dropped", "maps of the class that are zero everywhere", c => c.Class.Dropped },
        { "eigenvalues", "a JSON array; the number of clusters is where they fall most", c => CsvFile.List(c.Class.Eigenvalues) },
        { "silhouette", "−1 to 1: near 1 for a cluster that stands apart", c => c.Of?.Silhouette },
        { "accuracy_in", "share predicted as labelled, in the cluster", c => c.Of?.AccuracyInside },
        { "accuracy_out", "the same in the rest of the class", c => c.Of?.AccuracyOutside },
        { "medoid", "the most typical image", c => c.Of?.Members[0] },
        { "attribute", "the column of the data manifest that goes most with the cluster", c => Top(c.Of)?.Attribute },
        { "value", "its value that is over-represented in the cluster", c => Top(c.Of)?.Value },
        { "cramers_v", "Cramér's V of cluster and column, 0 to 1", c => Top(c.Of)?.CramersV },
        { "p_value", "chance of at least this V, by permutation", c => Top(c.Of)?.PValue },
        { "q_value", "the same after Benjamini and Hochberg over all clusters and columns", c => Top(c.Of)?.QValue },
        { "mass_over_area_in.REGION", "mean mass over area of the region REGION in the cluster; one column each", Regions, (c, region) => Contrast(c.Of, region)?.Inside },
        { "mass_over_area_out.REGION", "the same in the rest of the class", Regions, (c, region) => Contrast(c.Of, region)?.Outside },
        { "reason", "why a class has no clusters", c => c.Class.Reason },
    };

    internal static readonly CsvTable<(string Image, string Class, int Cluster, int Rank)> Members = new("cluster_members.csv", "an image and its cluster")
    {
        { "id", "the image", m => m.Image },
        { "class", "its predicted class", m => m.Class },
        { "cluster", "its cluster, as in clusters.csv", m => m.Cluster },
        { "rank", "how typical it is, from 1", m => m.Rank },
    };

    internal static readonly CsvTable<ErrorSlice> Slices = new("slices.csv", "images whose maps are alike, and the errors on them")
    {
        { "half", "the half of the images that it was found in; it is tested in the other", s => s.Half },
        { "slice", "number of it in its half", s => s.Index },
        { "n", "images of the testing half", s => s.Images },
        { "errors", "wrong predictions among them", s => s.Errors },
        { "expected_errors", "as many as their labels would explain", s => s.ExpectedErrors },
        { "p_value", "exact, within labels", s => s.PValue },
        { "q_value", "the same after Benjamini and Hochberg over all slices", s => s.QValue },
        { "medoid", "the most typical image", s => s.Description.Members[0] },
        { "attribute", "the column of the data manifest that goes most with the slice", s => Top(s.Description)?.Attribute },
        { "value", "its value that is over-represented in the slice", s => Top(s.Description)?.Value },
        { "cramers_v", "Cramér's V of slice and column, 0 to 1", s => Top(s.Description)?.CramersV },
        { "attribute_p_value", "chance of at least this V, by permutation; not adjusted", s => Top(s.Description)?.PValue },
        { "members", "all images of the slice, the most typical first", s => string.Join(' ', s.Description.Members) },
    };

    public static IReadOnlyList<(string Name, Action<string> Write)> Files(AuditAnalysis analysis) =>
    [
        Clusters.Of(from found in analysis.Clusters from cluster in found.Clusters.DefaultIfEmpty() select (found, cluster)),
        Members.Of(from found in analysis.Clusters from cluster in found.Clusters from member in cluster.Members.Index() select (member.Item, found.Class, cluster.Index, member.Index + 1)),
        Slices.Of(analysis.Slices.Slices),
    ];

    private static IEnumerable<string> Regions((ClassClustering Class, MapCluster? Of) row) => row.Of?.Regions.Select(r => r.Region) ?? [];

    private static RegionContrast? Contrast(MapCluster? cluster, string region) => cluster?.Regions.FirstOrDefault(r => r.Region == region);

    /// <summary>The strongest association.</summary>
    private static ClusterAssociation? Top(MapCluster? cluster) => cluster?.Associations is { Count: > 0 } all ? all[0] : null;
}
