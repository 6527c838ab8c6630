namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="ExpectedGradientsOptions"/> in pipeline files and on the command line.</summary>
internal static class ExpectedGradientsKeys
{
    private static readonly ExpectedGradientsOptions Defaults = new();

    public static IReadOnlyList<OptionRow<ExpectedGradientsOptions>> Rows { get; } =
    [
        new(new("samples", "a whole number above 0", $"{Defaults.Samples}", "Draws per image; each costs a gradient."),
            (options, value) => options with { Samples = value.Integer() }),
        new(new("alphas", OptionText.Choices<AlphaDraws>(), OptionText.Of(Defaults.Alphas), "Random baselines and points, or all baselines in turn with points at equal distances."),
            (options, value) => options with { Alphas = value.Choice<AlphaDraws>() }),
        new(new("baseline", BaselineKeys.Baseline.Values + ", several with commas between them", "black,white; zero for a raw tensor", "What the image is compared with, drawn from these."),
            (options, value) => options with { Baselines = [.. value.Split().Select(BaselineKeys.Read)] }),
        new(new("seed", "a whole number", $"{Defaults.Seed}", "Seed of the draws."),
            (options, value) => options with { Seed = value.Integer() }),
    ];
}
