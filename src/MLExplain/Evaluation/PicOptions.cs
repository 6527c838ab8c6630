using MLExplain.Imaging;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How <see cref="Pic"/> reveals pictures.</summary>
public sealed record PicOptions
{
    /// <summary>Shares of the pixels that are revealed, ascending, each above 0 and below 1.</summary>
    /// <value>Default: the thirteen of PAIR's code, 0.005 … 0.75.</value>
    public IReadOnlyList<double> Shares { get; init; } = [0.005, 0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.10, 0.13, 0.21, 0.34, 0.5, 0.75];

    /// <summary>Share of random pixels that are known from the start; at least 0 and below 1.</summary>
    /// <value>Default: 0.01. All maps of an image share them.</value>
    public double RandomShare { get; init; } = 0.01;

    /// <summary>Probability from which an image is sure enough to be judged by the softmax curve.</summary>
    /// <value>Default: 0.8.</value>
    public double MinPrediction { get; init; } = 0.8;

    /// <summary>Whether a curve never falls: each prediction is the largest so far.</summary>
    /// <value>Default: true.</value>
    public bool Monotone { get; init; } = true;

    /// <summary>What a share of <see cref="Shares"/> means.</summary>
    /// <value>Default: <see cref="PicReveal.Pixels"/>, as in PAIR's code.</value>
    public PicReveal Reveal { get; init; } = PicReveal.Pixels;

    /// <summary>How much a picture says.</summary>
    /// <value>Default: <see cref="WebPEntropy"/>. It is named in every score.</value>
    public IEntropyEstimator Entropy { get; init; } = new WebPEntropy();

    /// <summary>Seed of the random pixels.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels; without it there is no picture whose entropy could be measured.</summary>
    /// <value>Default: null, which leaves every map without a value.</value>
    public Preprocessing? Preprocessing { get; init; }

    internal static IReadOnlyList<OptionRow<PicOptions>> Rows { get; } =
    [
        new(new("randomShare", "a number of at least 0 and below 1", "0.01", "Share of random pixels that are known from the start."),
            (options, value) => options with { RandomShare = value.Number() }),
        new(new("minPrediction", "a number from 0 to 1", "0.8", "Probability from which an image is judged by the softmax curve."),
            (options, value) => options with { MinPrediction = value.Number() }),
        new(new("monotone", "true or false", "true", "Whether each prediction of a curve is the largest so far."),
            (options, value) => options with { Monotone = value.Flag() }),
        new(new("reveal", OptionText.Choices<PicReveal>(), "pixels", "Whether a share is a quantile of the map's values, or an area that whole regions fit into."),
            (options, value) => options with { Reveal = value.Choice<PicReveal>() }),
        new(MeasureKeys.Seed, (options, value) => options with { Seed = value.Integer() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Shares.Count == 0 || !Shares.All(share => share is > 0 and < 1) || !Shares.SequenceEqual(Shares.Distinct().Order()))
        {
            yield return FormattableString.Invariant($"shares are {Shares.Count} numbers, but at least one is needed, each above 0 and below 1, ascending.");
        }

        if (!(RandomShare is >= 0 and < 1))
        {
            yield return FormattableString.Invariant($"randomShare is {RandomShare} but must be at least 0 and below 1.");
        }

        if (!(MinPrediction is >= 0 and <= 1))
        {
            yield return FormattableString.Invariant($"minPrediction is {MinPrediction} but must be from 0 to 1.");
        }

        if (!Enum.IsDefined(Reveal))
        {
            yield return $"reveal {(int)Reveal} is neither pixels nor area.";
        }
    }
}
