using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>How <see cref="GuidedIg"/> chooses its path, and from which baseline.</summary>
public sealed record GuidedIgOptions
{
    /// <summary>Steps of the path, or <see cref="StepCount.Auto"/> to integrate along the path of 200 steps until the residual is within the tolerance.</summary>
    /// <value>Default: 200, as in PAIR.</value>
    public StepCount Steps { get; init; } = 200;

    /// <summary>Share of all values that may move at a time, those with the smallest gradients; above 0, up to 1.</summary>
    /// <value>Default: 0.25, as in PAIR; 1 moves all values alike, which is Integrated Gradients.</value>
    public double Fraction { get; init; } = 0.25;

    /// <summary>How far a value may be ahead of the straight line or behind it, as a share of its way from baseline to image; 0 to 1.</summary>
    /// <value>Default: 0.02, as in PAIR; 0 is the straight line, 1 leaves the path free.</value>
    public double MaxDist { get; init; } = 0.02;

    /// <summary>Largest residual an automatic step count accepts, as a share of |F(x) − F(baseline)|; read with <see cref="StepCount.Auto"/> only.</summary>
    /// <value>Default: 0.01.</value>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>Gradients after which an automatic step count says that it cannot; read with <see cref="StepCount.Auto"/> only.</summary>
    /// <value>Default: 2000.</value>
    public int MaxSteps { get; init; } = 2000;

    /// <summary>The baseline.</summary>
    /// <value>Default: null, which is black when the preprocessing is known, and zeros in network space when it is not.</value>
    public Baseline? Baseline { get; init; }

    /// <summary>Seed of a random baseline.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels, which baselines in image units need.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!(Fraction > 0 && Fraction <= 1))
        {
            yield return FormattableString.Invariant($"fraction is {Fraction} but must lie above 0 and not above 1.");
        }

        if (!(MaxDist >= 0 && MaxDist <= 1))
        {
            yield return FormattableString.Invariant($"maxDist is {MaxDist} but must lie between 0 and 1.");
        }

        if (!(Tolerance > 0 && Tolerance < 1))
        {
            yield return FormattableString.Invariant($"tolerance is {Tolerance} but must lie between 0 and 1, both excluded.");
        }

        if (MaxSteps <= GuidedIg.AutomaticSteps)
        {
            yield return $"maxSteps is {MaxSteps} but an automatic step count takes at least {GuidedIg.AutomaticSteps + 1}.";
        }
    }
}
