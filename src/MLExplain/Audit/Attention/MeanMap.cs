using MLExplain.Tensors;

namespace MLExplain.Audit.Attention;

/// <summary>Where a model looks on average in one group, beside all other images of the same class.</summary>
public sealed record MeanMap
{
    /// <summary>The attribute.</summary>
    public required string Attribute { get; init; }

    /// <summary>Its value; <c>(missing)</c> where the manifest says nothing.</summary>
    public required string Group { get; init; }

    /// <summary>The label; empty for all.</summary>
    public required string Class { get; init; }

    /// <summary>Maps of the group; maps that are zero everywhere have no shape and are not among them.</summary>
    public required int Images { get; init; }

    /// <summary>Mean of its reduced maps, <c>[h,w]</c>: magnitudes that add up to 1. Null below the minimum.</summary>
    public Tensor? Map { get; init; }

    /// <summary>Mean of the other groups' maps; null when they or this group are below the minimum.</summary>
    public Tensor? Others { get; init; }

    /// <summary>Map − Others, <c>[h,w]</c>: it adds up to 0. Null without both.</summary>
    public Tensor? Difference => Map is null || Others is null ? null : new Tensor([.. Map.Shape], [.. Map.Values.ToArray().Zip(Others.Values.ToArray(), (a, b) => a - b)]);

    /// <summary>Share of the mass that lies elsewhere, ½ Σ |Map − Others|, 0 to 1; null without both. Small groups lie further off by chance: read the p-value.</summary>
    public double? Distance { get; init; }

    /// <summary>(1 + permutations of the groups with at least this distance) ÷ (1 + permutations); null without a distance.</summary>
    public double? PValue { get; init; }

    /// <summary>The same after Benjamini and Hochberg (1995) over all groups and classes of the run; null without a distance.</summary>
    public double? QValue { get; init; }

    /// <summary><c>ok</c>, <c>below_min_n</c>, <c>no_other_group</c> or <c>missing_attribute</c>.</summary>
    public required string Status { get; init; }
}
