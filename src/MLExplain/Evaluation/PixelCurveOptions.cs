using MLExplain.Imaging;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How <see cref="Deletion"/> and <see cref="Insertion"/> walk between the image and what replaces it.</summary>
public sealed record PixelCurveOptions
{
    /// <summary>What stands where the image is not shown.</summary>
    /// <value>Default: null, which is the baseline for deletion and the blur for insertion, as in RISE.</value>
    public PixelSubstrate? Substrate { get; init; }

    /// <summary>The baseline; read by <see cref="PixelSubstrate.Baseline"/> only.</summary>
    /// <value>Default: null, which is black when the preprocessing is known, and zeros in network space (as in RISE) when it is not.</value>
    public Baseline? Baseline { get; init; }

    /// <summary>Number of steps; each moves ⌈pixels / steps⌉ pixels, the last one what is left.</summary>
    /// <value>Default: 50.</value>
    public int Steps { get; init; } = 50;

    /// <summary>Pixels per step, instead of <see cref="Steps"/>; RISE takes 224.</summary>
    /// <value>Default: null.</value>
    public int? StepPixels { get; init; }

    /// <summary>Which score makes the curve.</summary>
    /// <value>Default: <see cref="ExplainedOutput.Probability"/>, as in RISE.</value>
    public ExplainedOutput Output { get; init; } = ExplainedOutput.Probability;

    /// <summary>Seed of noise baselines.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Steps < 1)
        {
            yield return $"steps is {Steps} but must be at least 1.";
        }

        if (StepPixels < 1)
        {
            yield return $"stepPixels is {StepPixels} but must be at least 1.";
        }

        if (Substrate is { } substrate && !Enum.IsDefined(substrate))
        {
            yield return $"substrate {(int)substrate} is neither the baseline nor the blur.";
        }

        if (!Enum.IsDefined(Output))
        {
            yield return $"output {(int)Output} is neither the logit nor the probability.";
        }
    }
}
