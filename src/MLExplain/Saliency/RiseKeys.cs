namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="RiseOptions"/> in pipeline files and on the command line.</summary>
internal static class RiseKeys
{
    private static readonly RiseOptions Defaults = new();

    public static IReadOnlyList<OptionRow<RiseOptions>> Rows { get; } =
    [
        new(new("samples", "a whole number above 0", $"{Defaults.Samples}", "Random masks, each one score."),
            (options, value) => options with { Samples = value.Integer() }),
        new(new("cells", "a whole number above 0", $"{Defaults.Cells}", "Cells of a mask along each side, before it is enlarged."),
            (options, value) => options with { Cells = value.Integer() }),
        new(new("probability", "a number between 0 and 1", OptionText.Of(Defaults.Probability), "Probability that a cell shows the image."),
            (options, value) => options with { Probability = value.Number() }),
        new(BaselineKeys.Replacement("zero", "What masked parts show, in image units; zero means zeros in network space."),
            (options, value) => options with { Replacement = BaselineKeys.Read(value) }),
        new(new("output", OptionText.Choices<ExplainedOutput>(), OptionText.Of(Defaults.Output), "Score that weights the masks."),
            (options, value) => options with { Output = value.Choice<ExplainedOutput>() }),
        new(new("center", "true or false", "true", "Whether the mean score is subtracted from the map; false is the paper's map."),
            (options, value) => options with { Center = value.Flag() }),
        new(new("seed", "a whole number", $"{Defaults.Seed}", "Seed of the masks."),
            (options, value) => options with { Seed = value.Integer() }),
    ];
}
