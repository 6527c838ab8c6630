namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="LimeOptions"/> in pipeline files and on the command line.</summary>
internal static class LimeKeys
{
    private static readonly LimeOptions Defaults = new();

    public static IReadOnlyList<OptionRow<LimeOptions>> Rows { get; } =
    [
        new(SegmentationKeys.Option, (options, value) => options with { Segmentation = SegmentationKeys.Read(value) }),
        new(new("samples", $"a whole number from 2 to {Coalitions.Most}", $"{Defaults.Samples}", "Images scored, each with about half of the superpixels hidden."),
            (options, value) => options with { Samples = value.Integer() }),
        new(new("kernelWidth", "a number above 0", OptionText.Of(Defaults.KernelWidth), "Width of the kernel over the cosine distance from the whole image."),
            (options, value) => options with { KernelWidth = value.PositiveNumber() }),
        new(new("alpha", "a number of at least 0", OptionText.Of(Defaults.Alpha), "Ridge penalty on the coefficients."),
            (options, value) => options with { Alpha = value.Number() }),
        new(BaselineKeys.SuperpixelReplacement, (options, value) => options with { Replacement = BaselineKeys.ReadSuperpixel(value) }),
        new(new("selection", OptionText.Choices<FeatureSelection>(), OptionText.Of(Defaults.Selection), "How the superpixels that keep a coefficient are chosen."),
            (options, value) => options with { Selection = value.Choice<FeatureSelection>() },
            options => options.Selection != FeatureSelection.None && options.Features >= SuperpixelCutter.MaxSuperpixels ? $"features is {options.Features}, which keeps every superpixel: give fewer features" : null),
        new(new("features", "a whole number above 0", $"{Defaults.Features}", "Superpixels that keep a coefficient."),
            (options, value) => options with { Features = value.Integer() },
            options => options.Selection == FeatureSelection.None ? "selection is none, which keeps every superpixel: give another selection" : null),
        new(new("interactions", "a whole number of at least 0", $"{Defaults.Interactions}", "Pairs of superpixels a second surrogate may take."),
            (options, value) => options with { Interactions = value.Integer() }),
        new(new("output", OptionText.Choices<ExplainedOutput>(), OptionText.Of(Defaults.Output), "Score that is explained."),
            (options, value) => options with { Output = value.Choice<ExplainedOutput>() }),
        new(new("seed", "a whole number", $"{Defaults.Seed}", "Seed of the samples."),
            (options, value) => options with { Seed = value.Integer() }),
    ];
}
