using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>Takes the place that a cluster of maps looks at away from the cluster's images, and pastes it into the other images of the class.</summary>
/// <remarks>
/// It tells whether the cluster's place matters more than another of its shape. Where the evidence is known it is left as it is: that a model uses the evidence is
/// no finding. Without it, an effect may be the evidence's own, so effects of clusters decide no gate.
/// </remarks>
public sealed class ClusterInterventionRun
{
    private readonly AuditSetup _setup;
    private readonly string? _evidence;
    private readonly int _images;
    private readonly CounterfactualOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <param name="setup">Model and images.</param>
    /// <param name="evidence">The region that is never changed; null for none.</param>
    /// <param name="images">Most images of a cluster, and most of the others, that are changed; at least 2.</param>
    /// <param name="options">How images are changed; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ClusterInterventionRun(AuditSetup setup, string? evidence = null, int images = 200, CounterfactualOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 2);
        (_setup, _evidence, _images, _options) = (setup, evidence, images, options ?? new CounterfactualOptions());
        _options.Validate();
    }

    /// <summary>The clusters that can be changed: those of a class that has several.</summary>
    /// <param name="clusters">What was found.</param>
    public static IReadOnlyList<(MapCluster Cluster, IReadOnlyList<string> Others)> Candidates(IReadOnlyList<ClassClustering> clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return
        [
            .. from found in clusters
               where found.Clusters.Count > 1
               from cluster in found.Clusters
               select (cluster, (IReadOnlyList<string>)[.. found.Clusters.Where(c => c.Index != cluster.Index).SelectMany(c => c.Members)]),
        ];
    }

    /// <summary>Runs every intervention on every cluster; no more images are held than are changed.</summary>
    /// <param name="clusters">What was found.</param>
    /// <param name="progress">Told the number of clusters done.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>One entry per cluster and intervention, in order; the same whatever the order of the manifest.</returns>
    public IReadOnlyList<ClusterEffect> Execute(IReadOnlyList<ClassClustering> clusters, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var rows = _setup.Rows.ToDictionary(r => r.Id, StringComparer.Ordinal);
        var (effects, done) = (new List<ClusterEffect>(), 0);
        foreach (var (cluster, others) in Candidates(clusters))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = ClusterPlace.Of(cluster, _setup.Model.InputShape.Height, _setup.Model.InputShape.Width);
            List<CounterfactualImage> images = [.. Drawn(cluster.Members).Select(id => Load(rows[id], place)).OfType<CounterfactualImage>(), .. Drawn(others).Select(id => Load(rows[id], new bool[place.Length])).OfType<CounterfactualImage>()];
            effects.AddRange(Counterfactuals.OfRegions.Select(i => new ClusterEffect(cluster.Class, cluster.Index, Counterfactuals.Run(_setup.Model, i, images, _options, null, cancellationToken))));
            progress?.Report(++done);
        }

        return effects;
    }

    private IEnumerable<string> Drawn(IEnumerable<string> ids) => ids.OrderBy(id => ContentSeed.Derive(_options.Seed, id)).ThenBy(id => id, StringComparer.Ordinal).Take(_images);

    /// <summary>The image with its place, less the evidence; a place that is all evidence, or evidence that nobody knows, leaves the image out.</summary>
    private CounterfactualImage? Load(ManifestRow row, bool[] place)
    {
        var image = PreparedImage.Load(row, _setup.Root, _setup.Preprocessing);
        if (image.Input is null)
        {
            return null;
        }

        var evidence = _evidence is null ? new bool[place.Length] : RegionMask.Load(_evidence, image, _setup).Inside;
        bool[]? region = evidence is null ? null : [.. place.Select((inside, p) => inside && !evidence[p])];
        return new CounterfactualImage(row.Id, image.Input, region is null || (place.Contains(true) && !region.Contains(true)) ? null : region);
    }
}
