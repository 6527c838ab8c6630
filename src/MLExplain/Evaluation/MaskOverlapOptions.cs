using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Where <see cref="MaskOverlap"/> cuts the map.</summary>
public sealed record MaskOverlapOptions
{
    /// <summary>Share of the map's largest value from which a pixel counts as shown by the map; above 0, at most 1.</summary>
    /// <value>Default: 0.2, with which Zhou et al. 2016 (CAM), arXiv:1512.04150, §3.2, cut their maps.</value>
    public double Threshold { get; init; } = 0.2;

    internal static IReadOnlyList<OptionRow<MaskOverlapOptions>> Rows { get; } =
    [
        new(new("threshold", "a number above 0, at most 1", "0.2", "Share of the map's largest value from which a pixel counts."),
            (options, value) => options with { Threshold = value.Number() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!(Threshold is > 0 and <= 1))
        {
            yield return FormattableString.Invariant($"threshold is {Threshold} but must be above 0 and at most 1.");
        }
    }
}
