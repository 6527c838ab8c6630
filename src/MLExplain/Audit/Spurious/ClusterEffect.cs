namespace MLExplain.Audit.Spurious;

/// <summary>What changing the place that a cluster's maps look at did to the predictions.</summary>
/// <param name="Class">The explained class.</param>
/// <param name="Index">Number of the cluster in its class.</param>
/// <param name="Effect">The effect.</param>
public sealed record ClusterEffect(string Class, int Index, CounterfactualEffect Effect)
{
    /// <summary>What it is called beside named regions.</summary>
    public string Place => FormattableString.Invariant($"cluster {Index} of {Class}");
}

/// <summary>The ways in which a model comes to its classes, and what changing their places did.</summary>
/// <param name="Clusters">The clusters of maps.</param>
/// <param name="Effects">The effects; empty when nothing was changed.</param>
public sealed record ClusterStudy(IReadOnlyList<ClassClustering> Clusters, IReadOnlyList<ClusterEffect> Effects);
