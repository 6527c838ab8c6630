using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>How <see cref="IntegratedGradients"/> integrates, and from which baseline.</summary>
public sealed record IntegratedGradientsOptions
{
    /// <summary>Gradients per baseline, or <see cref="StepCount.Auto"/> to let the residual decide.</summary>
    /// <value>Default: 50, as in Captum.</value>
    public StepCount Steps { get; init; } = 50;

    /// <summary>The quadrature; read with a fixed number of steps only (an automatic count places its own points).</summary>
    /// <value>Default: <see cref="Quadrature.GaussLegendre"/>, as in Captum.</value>
    public Quadrature Quadrature { get; init; } = Quadrature.GaussLegendre;

    /// <summary>Largest residual an automatic step count accepts, as a share of |F(x) − F(baseline)|; read with <see cref="StepCount.Auto"/> only.</summary>
    /// <value>Default: 0.01. Fifty Gauss–Legendre steps leave 0.1 to 1.7 % on photos under SqueezeNet.</value>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Gradients per baseline after which an automatic step count gives up and says so; read with <see cref="StepCount.Auto"/> only.</summary>
    /// <value>Default: 200.</value>
    public int MaxSteps { get; init; } = 200;

    /// <summary>The baseline.</summary>
    /// <value>Default: null, which is black when the preprocessing is known, and zeros in network space when it is not.</value>
    public Baseline? Baseline { get; init; }

    /// <summary>How many draws of a random baseline are averaged; read with noise baselines only.</summary>
    /// <value>Default: 5; each draw costs a whole path.</value>
    public int BaselineSamples { get; init; } = 5;

    /// <summary>Seed of random baselines; each image's draws follow from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels, which baselines in image units need.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Enum.IsDefined(Quadrature))
        {
            yield return $"quadrature {(int)Quadrature} is not one of the rules.";
        }
        else if (!Steps.IsAuto && Steps.Count < QuadratureRule.MinimumPoints(Quadrature))
        {
            yield return $"steps is {Steps} but {Quadrature} uses both ends of the path and needs at least {QuadratureRule.MinimumPoints(Quadrature)}.";
        }

        if (!(Tolerance > 0 && Tolerance < 1))
        {
            yield return FormattableString.Invariant($"tolerance is {Tolerance} but must lie between 0 and 1, both excluded.");
        }

        if (MaxSteps < AdaptiveStraightPath.Quarters.Length)
        {
            yield return $"maxSteps is {MaxSteps} but an automatic step count starts with {AdaptiveStraightPath.Quarters.Length}.";
        }

        if (BaselineSamples < 1)
        {
            yield return $"baselineSamples is {BaselineSamples} but must be at least 1.";
        }
    }
}
