namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="NoisyOptions"/> in pipeline files and on the command line.</summary>
internal static class NoisyKeys
{
    private static readonly VarGradOptions Defaults = new();

    public static IReadOnlyList<OptionRow<TOptions>> Rows<TOptions>()
        where TOptions : NoisyOptions =>
    [
        new(new("samples", "a whole number above 0", $"{Defaults.Samples}", "Noisy copies of each image; each costs a gradient."),
            (options, value) => options with { Samples = value.Integer() }),
        new(new("noise", "a number of at least 0", OptionText.Of(Defaults.Noise), "Standard deviation of the noise, as a share of the image's range."),
            (options, value) => options with { Noise = value.Number() }),
        new(new(BaseMethod.Key, BaseMethod.Values, "gradient", "Method that explains each copy, with its defaults."),
            (options, value) => options with { Base = BaseMethod.Read(value) }),
        new(new("seed", "a whole number", $"{Defaults.Seed}", "Seed of the noise."),
            (options, value) => options with { Seed = value.Integer() }),
    ];
}
