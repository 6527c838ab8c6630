using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>How <see cref="MapSimilarity"/> compares two maps.</summary>
public sealed record SimilarityOptions
{
    /// <summary>What is compared.</summary>
    /// <value>Default: <see cref="SimilarityKind.Spearman"/>.</value>
    public SimilarityKind Kind { get; init; } = SimilarityKind.Spearman;

    /// <summary>Whether magnitudes are compared.</summary>
    /// <value>Default: true. False compares signed values, of which a map and its negative are opposites.</value>
    public bool Absolute { get; init; } = true;

    /// <summary>Side of a cell of <see cref="SimilarityKind.Hog"/> in pixels, at least 1.</summary>
    /// <value>Default: null, 16 as in Adebayo et al., or a seventh of the map's shorter side where that is less.</value>
    public int? Cell { get; init; }

    /// <summary>The keys in pipeline files and on the command line, as part of a measure's options.</summary>
    internal static IReadOnlyList<OptionRow<TOptions>> Rows<TOptions>(
        Func<TOptions, SimilarityOptions> get, Func<TOptions, SimilarityOptions, TOptions> set, bool isAbsolute = true) =>
    [
        new(new("similarity", OptionText.Choices<SimilarityKind>(), "spearman", "How two maps are compared."),
            (options, value) => set(options, get(options) with { Kind = value.Choice<SimilarityKind>() })),
        new(new("absolute", "true or false", isAbsolute ? "true" : "false", "Whether magnitudes are compared, or signed values."),
            (options, value) => set(options, get(options) with { Absolute = value.Flag() })),
        new(new("cell", "a whole number above 0", "16, or a seventh of the shorter side if less", "Side of a cell of hog, in pixels of the map."),
            (options, value) => set(options, get(options) with { Cell = value.Integer() }),
            options => get(options).Kind == SimilarityKind.Hog ? null : $"similarity is {OptionText.Of(get(options).Kind)}, which has no cells: give similarity hog"),
    ];

    /// <summary>Every broken rule, one sentence each.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Enum.IsDefined(Kind))
        {
            yield return $"similarity {(int)Kind} is none of {OptionText.Choices<SimilarityKind>()}.";
        }

        if (Cell < 1)
        {
            yield return $"cell is {Cell} but must be at least 1.";
        }
    }
}
