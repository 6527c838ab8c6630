using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>How <see cref="Occlusion"/> moves its window, and what the window shows.</summary>
public sealed record OcclusionOptions
{
    /// <summary>Side of the square window in pixels of the network's input; must fit into the image.</summary>
    /// <value>Default: null, a seventh of the image's shorter side (32 at 224), at least 1.</value>
    public int? Window { get; init; }

    /// <summary>Pixels between the starts of neighbouring windows, at most <see cref="Window"/> so that no pixel is left out.</summary>
    /// <value>Default: null, half the window (16 at 224, which makes 169 windows), at least 1.</value>
    public int? Stride { get; init; }

    /// <summary>What the window shows.</summary>
    /// <value>Default: null, which is grey (as in the paper) when the preprocessing is known, and zeros in network space when it is not.</value>
    public Baseline? Replacement { get; init; }

    /// <summary>Which score's drop is measured.</summary>
    /// <value>Default: <see cref="ExplainedOutput.Logit"/>. The paper draws the probability, which hardly drops where the model is sure.</value>
    public ExplainedOutput Output { get; init; } = ExplainedOutput.Logit;

    /// <summary>How windows that cover the same pixel are joined.</summary>
    /// <value>Default: <see cref="OcclusionOverlap.Mean"/>.</value>
    public OcclusionOverlap Overlap { get; init; } = OcclusionOverlap.Mean;

    /// <summary>Seed of random replacements; each image's draw follows from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels, which replacements in image units need.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Window < 1)
        {
            yield return $"window is {Window} but must be at least 1.";
        }

        if (Stride < 1)
        {
            yield return $"stride is {Stride} but must be at least 1.";
        }

        if (!Enum.IsDefined(Output))
        {
            yield return $"output {(int)Output} is neither the logit nor the probability.";
        }

        if (!Enum.IsDefined(Overlap))
        {
            yield return $"overlap {(int)Overlap} is neither the mean nor the sum.";
        }
    }
}
