using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How near <see cref="PointingGame"/> must hit.</summary>
public sealed record PointingGameOptions
{
    /// <summary>Distance from the mask, in pixels, at which a point still counts as a hit.</summary>
    /// <value>Default: 0. The paper allows 15.</value>
    public int Tolerance { get; init; }

    internal static IReadOnlyList<OptionRow<PointingGameOptions>> Rows { get; } =
    [
        new(new("tolerance", "a whole number of at least 0", "0", "Distance from the mask in pixels that still counts as a hit."),
            (options, value) => options with { Tolerance = value.Integer() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Tolerance < 0)
        {
            yield return $"tolerance is {Tolerance} but must be at least 0.";
        }
    }
}
