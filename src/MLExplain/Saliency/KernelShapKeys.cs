namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="KernelShapOptions"/> in pipeline files and on the command line.</summary>
internal static class KernelShapKeys
{
    private static readonly KernelShapOptions Defaults = new();

    public static IReadOnlyList<OptionRow<KernelShapOptions>> Rows { get; } =
    [
        new(SegmentationKeys.Option, (options, value) => options with { Segmentation = SegmentationKeys.Read(value) }),
        new(new("samples", $"a whole number from 2 to {Coalitions.Most}", $"{Defaults.Samples}", "Coalitions scored at most; few superpixels need fewer."),
            (options, value) => options with { Samples = value.Integer() }),
        new(BaselineKeys.SuperpixelReplacement, (options, value) => options with { Replacement = BaselineKeys.ReadSuperpixel(value) }),
        new(new("seed", "a whole number", $"{Defaults.Seed}", "Seed of the coalitions."),
            (options, value) => options with { Seed = value.Integer() }),
    ];
}
