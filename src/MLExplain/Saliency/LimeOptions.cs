using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>How <see cref="Lime"/> cuts, hides, samples and fits.</summary>
public sealed record LimeOptions
{
    /// <summary>How the image is cut into superpixels.</summary>
    /// <value>Default: <see cref="QuickshiftSegmentation"/> with kernel size 4, largest distance 200 and ratio 0.2, as in the reference: 26 to 41 superpixels on three photos of 224x224.</value>
    public Segmentation Segmentation { get; init; } = SegmentationKeys.Default;

    /// <summary>Number of samples scored, the whole image included.</summary>
    /// <value>Default: 1000, as in the reference; ten or more per superpixel keep the noise down.</value>
    public int Samples { get; init; } = 1000;

    /// <summary>Width of the kernel that weights samples by their cosine distance d from the whole image: w = √e^(−d² / width²).</summary>
    /// <value>Default: 0.25, as in the reference; half of the superpixels hidden has weight 0.5, all hidden 0.0003.</value>
    public double KernelWidth { get; init; } = 0.25;

    /// <summary>Penalty on the sum of squared coefficients.</summary>
    /// <value>Default: 1, as in the reference. It shrinks coefficients when samples are few: by 4 at four samples, by less than 1 % at a thousand.</value>
    public double Alpha { get; init; } = 1;

    /// <summary>What a hidden superpixel shows.</summary>
    /// <value>Default: null, its own mean colour per channel, as in the reference.</value>
    public Baseline? Replacement { get; init; }

    /// <summary>How the superpixels that keep a coefficient are chosen.</summary>
    /// <value>Default: <see cref="FeatureSelection.Auto"/>, as in the reference.</value>
    public FeatureSelection Selection { get; init; } = FeatureSelection.Auto;

    /// <summary>How many superpixels keep a coefficient.</summary>
    /// <value>Default: 100000, which is all of them, as in the reference.</value>
    public int Features { get; init; } = 100_000;

    /// <summary>How many pairs of superpixels the second surrogate may take; 0 for no second surrogate.</summary>
    /// <value>Default: 5.</value>
    public int Interactions { get; init; } = 5;

    /// <summary>Which score is explained.</summary>
    /// <value>
    /// Default: <see cref="ExplainedOutput.Logit"/>, the score that all methods here explain. The reference explains probabilities, which are
    /// flat where the model is sure: then its coefficients are 0, and on photos under SqueezeNet its R² is lower, by up to 0.4.
    /// </value>
    public ExplainedOutput Output { get; init; } = ExplainedOutput.Logit;

    /// <summary>Seed of the samples and of random replacements; each image's draws follow from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels: superpixels are cut in the picture, not in network units.</summary>
    /// <value>Default: null, the input is a raw tensor; it is scaled to [0, 1] to be cut.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        foreach (var error in Segmentation.Errors())
        {
            yield return error;
        }

        if (Samples < 2)
        {
            yield return $"samples is {Samples} but must be at least 2: the image, and something to compare it with.";
        }
        else if (Samples > Coalitions.Most)
        {
            yield return $"samples is {Samples} but must be at most {Coalitions.Most}: all of them are drawn before the first is scored.";
        }

        if (!(KernelWidth > 0 && double.IsFinite(KernelWidth)))
        {
            yield return FormattableString.Invariant($"kernelWidth is {KernelWidth} but must be above 0.");
        }

        if (!(Alpha >= 0 && double.IsFinite(Alpha)))
        {
            yield return FormattableString.Invariant($"alpha is {Alpha} but must be at least 0.");
        }

        if (!Enum.IsDefined(Selection))
        {
            yield return $"selection {(int)Selection} is not one of the selections.";
        }

        if (Features < 1)
        {
            yield return $"features is {Features} but must be at least 1.";
        }

        if (Interactions < 0)
        {
            yield return $"interactions is {Interactions} but must be at least 0.";
        }

        if (!Enum.IsDefined(Output))
        {
            yield return $"output {(int)Output} is neither the logit nor the probability.";
        }
    }
}
