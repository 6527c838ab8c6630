using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>Where and how thoroughly <see cref="GradientCheck"/> compares.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>Images to check at, <c>[N,C,H,W]</c> in network space.</summary>
    /// <value>Default: null, one image of uniform noise drawn from <see cref="Seed"/>.</value>
    public Tensor? Images { get; init; }

    /// <summary>Random directions per image, at least 1.</summary>
    /// <value>Default: 2.</value>
    public int Directions { get; init; } = 2;

    /// <summary>Seed of noise, directions and score weights.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>The residual up to which the gradient counts as certified.</summary>
    /// <value>Default: 1e-2, what float32 differences of a deep network can resolve.</value>
    public double Tolerance { get; init; } = 1e-2;
}
