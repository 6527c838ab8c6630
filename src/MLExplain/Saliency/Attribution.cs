using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>How much each input value contributed to one score of one image.</summary>
public sealed record Attribution
{
    /// <summary>Signed attribution <c>[C,H,W]</c>, shaped like the network's input.</summary>
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

    /// <summary>The quadrature that was used and its points, such as <c>gaussLegendre 50</c>; null for methods that integrate nothing.</summary>
    public string? Rule { get; init; }

    /// <summary>
    /// Whether an automatic step count reached its tolerance within its budget of gradient calls; null where the number of steps was fixed.
    /// </summary>
    public bool? Converged { get; init; }
}
