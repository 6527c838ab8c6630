using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>Maps of one class that look alike: one way in which the model comes to this class.</summary>
public sealed record MapCluster
{
    /// <summary>The explained class.</summary>
    public required string Class { get; init; }

    /// <summary>Number of the cluster within its class, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Ids of its images, the most typical (nearest to the cluster's middle) first: the medoid.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>Maps of the class that were clustered.</summary>
    public required int ClassSize { get; init; }

    /// <summary>Mean silhouette of its members in the spectral embedding, −1 to 1: near 1 for a cluster that stands apart. 0 when the class is one cluster.</summary>
    public required double Silhouette { get; init; }

    /// <summary>Mean of its members' reduced maps, <c>[h,w]</c>: magnitudes that add up to 1.</summary>
    public required Tensor MeanMap { get; init; }

    /// <summary>Share of its members predicted as labelled; null when none has a known label.</summary>
    public required double? AccuracyInside { get; init; }

    /// <summary>The same of the other images of the class; null when there is none.</summary>
    public required double? AccuracyOutside { get; init; }

    /// <summary>For each region of interest, mean mass ÷ area of its members and of the others.</summary>
    public required IReadOnlyList<RegionContrast> Regions { get; init; }

    /// <summary>Association of membership with each metadata column, the strongest first.</summary>
    public required IReadOnlyList<ClusterAssociation> Associations { get; init; }
}

/// <summary>How strongly a cluster's maps concentrate on a region, beside the other maps of the class.</summary>
/// <param name="Region">Name of the region.</param>
/// <param name="Inside">Mean mass ÷ area of the cluster's maps, 1 = chance; null when no member has the region.</param>
/// <param name="Outside">The same of the other maps of the class; null when none has it.</param>
public sealed record RegionContrast(string Region, double? Inside, double? Outside);

/// <summary>How strongly being in a cluster goes with a metadata column.</summary>
/// <param name="Attribute">The column.</param>
/// <param name="Value">The value that is most over-represented in the cluster.</param>
/// <param name="CramersV">Cramér's V of membership and column, 0 to 1; null when the column has one value.</param>
/// <param name="PValue">(1 + permutations of membership with at least this V) ÷ (1 + permutations); null without a V.</param>
/// <param name="QValue">The same after Benjamini and Hochberg over all clusters and columns of the run; null without a V.</param>
/// <param name="Images">Images of the class that have a value.</param>
public sealed record ClusterAssociation(string Attribute, string Value, double? CramersV, double? PValue, double? QValue, int Images);
