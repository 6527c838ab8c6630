namespace MLExplain.Audit.Spurious;

/// <summary>How saliency maps are clustered.</summary>
public sealed record ClusterOptions
{
    /// <summary>Longest side to which maps are reduced before they are compared. Default: 16, so that a shift by a few pixels stays near.</summary>
    public int Side { get; init; } = MapDescriptor.LongSide;

    /// <summary>Neighbours of each map in the graph; never more than there are. Default: 10.</summary>
    public int Neighbors { get; init; } = 10;

    /// <summary>Largest number of clusters of a class. Default: 8.</summary>
    public int MaxClusters { get; init; } = 8;

    /// <summary>A class with fewer maps than this is not clustered; a status says so. Default: 20.</summary>
    public int MinimumMaps { get; init; } = 20;

    /// <summary>Permutations behind the p-value of a cluster's association with metadata. Default: 999.</summary>
    public int Permutations { get; init; } = 999;

    /// <summary>Seed of k-means and permutations. Default: 0.</summary>
    public int Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Side, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Neighbors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClusters, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumMaps, MaxClusters + 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Permutations, 19);
    }
}
