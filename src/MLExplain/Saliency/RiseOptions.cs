using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>How <see cref="Rise"/> draws its masks.</summary>
public sealed record RiseOptions
{
    /// <summary>Number of random masks, each one score.</summary>
    /// <value>Default: 4000, as in the paper for its smaller network; the noise falls with the square root.</value>
    public int Samples { get; init; } = 4000;

    /// <summary>Cells of a mask before it is enlarged, along each side.</summary>
    /// <value>Default: 7, as in the paper; each then spans about a seventh of the image.</value>
    public int Cells { get; init; } = 7;

    /// <summary>Probability that a cell shows the image, between 0 and 1, both excluded.</summary>
    /// <value>Default: 0.5, as in the paper.</value>
    public double Probability { get; init; } = 0.5;

    /// <summary>What masked parts show.</summary>
    /// <value>Default: null, zeros in network space, as in the reference: the training data's mean colour where inputs are normalised, black where they are not.</value>
    public Baseline? Replacement { get; init; }

    /// <summary>Which score weights the masks.</summary>
    /// <value>Default: <see cref="ExplainedOutput.Probability"/>, as in the paper: it is never negative, so the map is a weighted mean of scores.</value>
    public ExplainedOutput Output { get; init; } = ExplainedOutput.Probability;

    /// <summary>Whether the mean score over the masks is subtracted, so that values are positive where showing a pixel raises the score.</summary>
    /// <value>Default: true. False gives the paper's map, in units of the score.</value>
    public bool Center { get; init; } = true;

    /// <summary>Seed of the masks and of random replacements; each image's draws follow from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels, which replacements in image units need.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Samples < 1)
        {
            yield return $"samples is {Samples} but must be at least 1.";
        }

        if (Cells is < 1 or > 1024)
        {
            yield return $"cells is {Cells} but must lie between 1 and 1024.";
        }

        if (!(Probability > 0 && Probability < 1))
        {
            yield return FormattableString.Invariant($"probability is {Probability} but must lie between 0 and 1, both excluded.");
        }

        if (!Enum.IsDefined(Output))
        {
            yield return $"output {(int)Output} is neither the logit nor the probability.";
        }
    }
}
