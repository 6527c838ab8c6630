using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>How <see cref="ExpectedGradients"/> draws baselines and points on the way from them.</summary>
public sealed record ExpectedGradientsOptions
{
    /// <summary>Draws per image; each costs a gradient.</summary>
    /// <value>Default: 200, as in SHAP.</value>
    public int Samples { get; init; } = 200;

    /// <summary>How the points on the way are chosen.</summary>
    /// <value>Default: <see cref="AlphaDraws.Random"/>, as in the paper.</value>
    public AlphaDraws Alphas { get; init; } = AlphaDraws.Random;

    /// <summary>The baselines, or kinds of baselines, to draw from; a noise baseline is drawn anew each time.</summary>
    /// <value>Default: null, which is black and white when the preprocessing is known, and zeros in network space when it is not.</value>
    public IReadOnlyList<Baseline>? Baselines { get; init; }

    /// <summary>Seed of the draws; each image's follow from it and the image's own content.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    /// <summary>How the model's input was made from pixels, which baselines in image units need.</summary>
    /// <value>Default: null, the input is a raw tensor.</value>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Samples < 1)
        {
            yield return $"samples is {Samples} but must be at least 1.";
        }

        if (!Enum.IsDefined(Alphas))
        {
            yield return $"alphas {(int)Alphas} is not one of the choices.";
        }

        if (Baselines is { Count: 0 })
        {
            yield return "baselines is empty; give at least one, or null for the default.";
        }

        if (Alphas == AlphaDraws.Stratified && Baselines is { } baselines && Samples < baselines.Count)
        {
            yield return $"samples is {Samples} but each of the {baselines.Count} baselines must be drawn.";
        }
    }
}
