using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>What <see cref="KernelShap"/> found: a map that spreads each superpixel's Shapley value over its pixels, and the values themselves.</summary>
public sealed record KernelShapAttribution : Attribution
{
    /// <summary>The superpixels.</summary>
    public required SegmentMap Segments { get; init; }

    /// <summary>One Shapley value per superpixel, in logits; they sum to F(x) − F(all hidden).</summary>
    public required IReadOnlyList<double> ShapleyValues { get; init; }

    /// <summary>Whether every coalition was scored, so that the values are exact.</summary>
    public required bool IsExact { get; init; }
}
