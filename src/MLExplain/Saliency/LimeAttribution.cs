using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>What <see cref="Lime"/> found: a map that shows each superpixel's coefficient, and the surrogate behind it.</summary>
public sealed record LimeAttribution : Attribution
{
    /// <summary>The superpixels.</summary>
    public required SegmentMap Segments { get; init; }

    /// <summary>One coefficient per superpixel, in units of the explained output; 0 for those the selection left out.</summary>
    public required IReadOnlyList<double> Coefficients { get; init; }

    /// <summary>The surrogate's output with every superpixel hidden.</summary>
    public required double Intercept { get; init; }

    /// <summary>The surrogate's output at the image: intercept plus all coefficients.</summary>
    public required double LocalPrediction { get; init; }

    /// <summary>Share of the outputs' weighted variance that the linear surrogate explains, at most 1; null when the outputs are all equal, so that there is none.</summary>
    public required double? WeightedR2 { get; init; }

    /// <summary>Pairs of superpixels that a second surrogate found to act together, largest |coefficient| first; empty when none stands out of the noise.</summary>
    public required IReadOnlyList<SuperpixelInteraction> Interactions { get; init; }

    /// <summary>As <see cref="WeightedR2"/>, for the surrogate with the pairs; null when there are none.</summary>
    public required double? InteractionR2 { get; init; }
}
