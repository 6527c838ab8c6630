using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>Finds the ways in which a model comes to a class, by clustering its saliency maps, and ranks those that look suspicious.</summary>
/// <remarks>
/// S. Lapuschkin, S. Wäldchen, A. Binder, G. Montavon, W. Samek, K.-R. Müller, "Unmasking Clever Hans predictors and assessing what machines really
/// learn" (SpRAy), 2019, arXiv:1902.10178. Per class: reduced magnitudes, the graph of nearest neighbours, its spectral embedding, k-means
/// with k where the eigenvalues fall most. The ranking is ours: the paper leaves it to the eye.
/// </remarks>
public static class MapClusters
{
    /// <summary>Clusters the maps of every class.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>One entry per class, in ordinal order; the same whatever the order of the maps.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or maps differ in size.</exception>
    public static IReadOnlyList<ClassClustering> Find(IReadOnlyList<ClusteredMap> maps, ClusterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(maps);
        options ??= new ClusterOptions();
        options.Validate();
        if (maps.FirstOrDefault(m => !m.Map.Shape.SequenceEqual(maps[0].Map.Shape)) is { } other)
        {
            throw new ArgumentException($"The map of '{other.Id}' is {other.Map}, but that of '{maps[0].Id}' is {maps[0].Map}: maps of one size can be compared.", nameof(maps));
        }

        var classes = maps.OrderBy(m => m.Id, StringComparer.Ordinal).GroupBy(m => m.Class).OrderBy(g => g.Key, StringComparer.Ordinal);
        return Ranked([.. classes.Select(c => OfClass(c.Key, [.. c], options, cancellationToken))]);
    }

    private static ClassClustering OfClass(string name, List<ClusteredMap> all, ClusterOptions options, CancellationToken cancellationToken)
    {
        var described = all.Select(m => (Map: m, Descriptor: MapDescriptor.Of(m.Map, options.Side))).Where(d => d.Descriptor is not null).ToList();
        var dropped = all.Count - described.Count;
        if (described.Count < options.MinimumMaps)
        {
            return new ClassClustering(
                name, described.Count, dropped, $"Class '{name}' has {described.Count} maps that are not zero everywhere; {options.MinimumMaps} are needed to cluster them.", [], []);
        }

        var seed = ContentSeed.Derive(options.Seed, name);
        var graph = NeighborGraph.Of([.. described.Select(d => d.Descriptor!.Values.ToArray())], options.Neighbors, cancellationToken);
        var embedding = SpectralEmbedding.Of(graph, options.MaxClusters + 1, seed, cancellationToken);
        var k = LargestGap(embedding.Values);
        var points = embedding.Points(k);
        var assignment = k == 1 ? new int[points.Length] : KMeans.Cluster(points, k, seed);
        var silhouettes = Silhouette.Of(points, assignment);
        var describer = new ClusterDescriber(name, [.. described.Select(d => d.Map)], [.. described.Select(d => d.Descriptor!)], points, assignment, silhouettes, options);
        return new ClassClustering(name, described.Count, dropped, "", embedding.Values, [.. Enumerable.Range(0, assignment.Max() + 1).Select(c => describer.Describe(c, cancellationToken))]);
    }

    /// <summary>The number of eigenvalues before the largest fall; the first of equal falls.</summary>
    private static int LargestGap(double[] values) =>
        Enumerable.Range(1, values.Length - 1).MaxBy(k => values[k - 1] - values[k]);

    /// <summary>q-values over all clusters and columns, then the most suspicious cluster of each class first.</summary>
    private static List<ClassClustering> Ranked(List<ClassClustering> found)
    {
        var q = new Queue<double>(FalseDiscovery.Adjust([.. found.SelectMany(f => f.Clusters).SelectMany(c => c.Associations).Select(a => a.PValue).OfType<double>()]));
        return
        [
            .. found.Select(f => f with
            {
                Clusters =
                [
                    .. f.Clusters.Select(c => c with { Associations = [.. c.Associations.Select(a => a.PValue is null ? a : a with { QValue = q.Dequeue() })] }).ToList()
                        .OrderByDescending(c => c.Associations.Max(a => a.CramersV) ?? 0).ThenByDescending(c => c.Members.Count).ThenBy(c => c.Index),
                ],
            }),
        ];
    }
}
