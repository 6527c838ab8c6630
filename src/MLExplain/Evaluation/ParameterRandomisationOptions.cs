using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How <see cref="ParameterRandomisation"/> randomises and compares.</summary>
public sealed record ParameterRandomisationOptions
{
    /// <summary>Which layers are random at the same time.</summary>
    /// <value>Default: <see cref="RandomisationOrder.Cascading"/>.</value>
    public RandomisationOrder Order { get; init; } = RandomisationOrder.Cascading;

    /// <summary>What weights are drawn from.</summary>
    /// <value>Default: <see cref="WeightRedraw.Glorot"/>.</value>
    public WeightRedraw Redraw { get; init; } = WeightRedraw.Glorot;

    /// <summary>What becomes of normalisations' statistics.</summary>
    /// <value>Default: <see cref="NormStatistics.Kept"/>.</value>
    public NormStatistics Statistics { get; init; } = NormStatistics.Kept;

    /// <summary>Which class of a randomised network is explained.</summary>
    /// <value>Default: <see cref="RandomisedTarget.Fixed"/>.</value>
    public RandomisedTarget Target { get; init; } = RandomisedTarget.Fixed;

    /// <summary>How maps are compared.</summary>
    /// <value>Default: the rank correlation of magnitudes.</value>
    public SimilarityOptions Similarity { get; init; } = new();

    /// <summary>Number of times every layer is drawn anew, at least 1.</summary>
    /// <value>Default: 3.</value>
    public int Draws { get; init; } = 3;

    /// <summary>Number of blocks of neighbouring layers that are randomised together, at least 1.</summary>
    /// <value>Default: null, each layer by itself.</value>
    public int? Blocks { get; init; }

    /// <summary>The similarity to a randomised network's map below which a method passes.</summary>
    /// <value>Default: 0.5, from which on J. Cohen (1988) calls a correlation large.</value>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Seed of the draws; each weight's own seed follows from it, the draw's number and the weight's name.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    internal static IReadOnlyList<OptionRow<ParameterRandomisationOptions>> Rows { get; } =
    [
        new(new("order", OptionText.Choices<RandomisationOrder>(), "cascading", "Whether all layers above a layer are random with it, or it alone is."),
            (options, value) => options with { Order = value.Choice<RandomisationOrder>() }),
        new(new("redraw", OptionText.Choices<WeightRedraw>(), "glorot", "What weights are drawn from: the initialiser's distribution, or their own values."),
            (options, value) => options with { Redraw = value.Choice<WeightRedraw>() }),
        new(new("statistics", OptionText.Choices<NormStatistics>(), "kept", "What becomes of the running means and variances of batch normalisations."),
            (options, value) => options with { Statistics = value.Choice<NormStatistics>() }),
        new(new("target", OptionText.Choices<RandomisedTarget>(), "fixed", "Which class of a randomised network is explained: the same, or its own highest."),
            (options, value) => options with { Target = value.Choice<RandomisedTarget>() }),
        .. SimilarityOptions.Rows<ParameterRandomisationOptions>(options => options.Similarity, (options, similarity) => options with { Similarity = similarity }),
        new(new("draws", "a whole number above 0", "3", "Number of times every layer is drawn anew."),
            (options, value) => options with { Draws = value.Integer() }),
        new(new("blocks", "a whole number above 0", "one per layer", "Number of blocks of neighbouring layers that are randomised together."),
            (options, value) => options with { Blocks = value.Integer() }),
        new(new("threshold", "a number from -1 to 1", "0.5", "The similarity below which a method passes."),
            (options, value) => options with { Threshold = value.Number() }),
        new(new("seed", "a whole number", "0", "Seed of the draws."),
            (options, value) => options with { Seed = value.Integer() }),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        foreach (var error in Similarity.Errors())
        {
            yield return error;
        }

        if (!Enum.IsDefined(Order) || !Enum.IsDefined(Redraw) || !Enum.IsDefined(Statistics) || !Enum.IsDefined(Target))
        {
            yield return $"order {(int)Order}, redraw {(int)Redraw}, statistics {(int)Statistics} or target {(int)Target} is not defined.";
        }

        if (Draws < 1 || Blocks < 1)
        {
            yield return $"draws is {Draws} and blocks is {Blocks?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "open"}, but neither may be below 1.";
        }

        if (Threshold is not (>= -1 and <= 1))
        {
            yield return FormattableString.Invariant($"threshold is {Threshold} but must be from -1 to 1.");
        }
    }
}
