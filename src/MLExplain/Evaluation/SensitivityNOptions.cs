using MLExplain.Imaging;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Which subsets <see cref="SensitivityN"/> removes, and what it shows in their place.</summary>
public sealed record SensitivityNOptions
{
    /// <summary>The numbers n of features that are removed at once; those that are not below an image's number of features are left out.</summary>
    /// <value>Default: null, eight values from 1 to 80 % of the features, each about the same multiple of the one before.</value>
    public IReadOnlyList<int>? Sizes { get; init; }

    /// <summary>Random subsets per n; at least 3, since two points always correlate.</summary>
    /// <value>Default: 100.</value>
    public int Subsets { get; init; } = 100;

    /// <summary>Superpixels as features.</summary>
    /// <value>Default: null, every pixel is a feature, with all its channels.</value>
    public Segmentation? Segmentation { get; init; }

    /// <summary>What stands where a feature is removed.</summary>
    /// <value>Default: null, which is black when the preprocessing is known, and zeros in network space when it is not.</value>
    public Baseline? Baseline { get; init; }

    /// <summary>The score whose drop is compared.</summary>
    /// <value>Default: <see cref="ExplainedOutput.Logit"/>, which gradient methods explain.</value>
    public ExplainedOutput Output { get; init; } = ExplainedOutput.Logit;

    /// <summary>Seed of the subsets and of noise baselines.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Sizes is { } sizes && (sizes.Count == 0 || sizes.Any(size => size < 1)))
        {
            yield return $"sizes is [{string.Join(", ", sizes)}] but takes at least one number, each at least 1.";
        }

        if (Subsets < 3)
        {
            yield return $"subsets is {Subsets} but must be at least 3: two points always correlate.";
        }

        if (!Enum.IsDefined(Output))
        {
            yield return $"output {(int)Output} is neither the logit nor the probability.";
        }
    }
}
