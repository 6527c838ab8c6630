using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>How much each input value, or each pixel, contributed to one score of one image.</summary>
/// <remarks>A method that knows more, such as the ranking of its segments, returns a record derived from this one.</remarks>
public record Attribution
{
    /// <summary>Signed attribution: <c>[C,H,W]</c>, shaped like the network's input, or <c>[H,W]</c> where a method gives one value per pixel or per cell of a feature map.</summary>
    public required Tensor Values { get; init; }

    /// <summary>The explained class.</summary>
    public required int Target { get; init; }

    /// <summary>The target's logit at the image.</summary>
    public required double Score { get; init; }

    /// <summary>The target's logit at the baseline, mean over the baselines; null for methods without one.</summary>
    public double? BaselineScore { get; init; }

    /// <summary>Sum of <see cref="Values"/>, accumulated in float64.</summary>
    public required double Sum { get; init; }

    /// <summary>
    /// Completeness residual: <see cref="Sum"/> − (<see cref="Score"/> − <see cref="BaselineScore"/>); null where theory promises no such equality.
    /// </summary>
    public double? Residual => BaselineScore is { } baseline ? Sum - (Score - baseline) : null;

    /// <summary>Number of gradient evaluations spent on this image.</summary>
    public required int GradientCalls { get; init; }

    /// <summary>Number of points scored without a gradient that were spent on this image, the image itself not counted.</summary>
    /// <value>Default: 0.</value>
    public int ScoreCalls { get; init; }

    /// <summary>The quadrature that was used and its points, such as <c>gaussLegendre 50</c>; null for methods that integrate nothing.</summary>
    public string? Rule { get; init; }

    /// <summary>
    /// Whether an automatic step count reached its tolerance within its budget of gradient calls; null where the number of steps was fixed.
    /// </summary>
    public bool? Converged { get; init; }

    /// <summary>What a reader must know before trusting the map, one sentence each; empty when there is nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What else the method measured of itself, such as the fit of a surrogate; empty when nothing.</summary>
    public IReadOnlyList<AttributionFigure> Figures { get; init; } = [];
}
