namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="OcclusionOptions"/> in pipeline files and on the command line.</summary>
internal static class OcclusionKeys
{
    private static readonly OcclusionOptions Defaults = new();

    public static IReadOnlyList<OptionRow<OcclusionOptions>> Rows { get; } =
    [
        new(new("window", "a whole number above 0", "a seventh of the shorter side", "Side of the window, in pixels of the network's input."),
            (options, value) => options with { Window = value.Integer() }),
        new(new("stride", "a whole number above 0", "half the window", "Pixels between neighbouring windows; at most the window."),
            (options, value) => options with { Stride = value.Integer() }),
        new(BaselineKeys.Replacement("grey; zero for a raw tensor", "What the window shows, in image units; zero means zeros in network space."),
            (options, value) => options with { Replacement = BaselineKeys.Read(value) }),
        new(new("output", OptionText.Choices<ExplainedOutput>(), OptionText.Of(Defaults.Output), "Score whose drop is measured."),
            (options, value) => options with { Output = value.Choice<ExplainedOutput>() }),
        new(new("overlap", OptionText.Choices<OcclusionOverlap>(), OptionText.Of(Defaults.Overlap), "How windows that cover the same pixel are joined."),
            (options, value) => options with { Overlap = value.Choice<OcclusionOverlap>() }),
        new(new("seed", "a whole number", $"{Defaults.Seed}", "Seed of noise replacements."),
            (options, value) => options with { Seed = value.Integer() }),
    ];
}
