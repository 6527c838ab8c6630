using System.Globalization;

namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="XraiOptions"/> in pipeline files and on the command line.</summary>
internal static class XraiKeys
{
    private static readonly XraiOptions Defaults = new();

    public static IReadOnlyList<OptionRow<XraiOptions>> Rows { get; } =
    [
        new(new("algorithm", OptionText.Choices<XraiAlgorithm>(), OptionText.Of(Defaults.Algorithm), "full takes the best region of those left, again and again; fast sorts them once."),
            (options, value) => options with { Algorithm = value.Choice<XraiAlgorithm>() }),
        new(new("steps", "a whole number above 1", $"{Defaults.Steps}", "Gradients per baseline of the default base attribution."),
            (options, value) => options with { Steps = value.Integer() },
            options => options.Base is { } name ? $"base is '{name}', which runs with its own defaults: leave base out" : null),
        new(new(BaseMethod.Key, BaseMethod.Values, "integrated-gradients between the image's smallest and largest value", "Method whose map is cut into regions, with its defaults."),
            (options, value) => options with { Base = BaseMethod.Read(value) }),
        new(new("areaThreshold", "a number above 0 to 1", OptionText.Of(Defaults.AreaThreshold), "Covered share of the image beyond which algorithm: full stops."),
            (options, value) => options with { AreaThreshold = value.Number() },
            options => options.Algorithm == XraiAlgorithm.Fast ? "algorithm is fast, which ranks every region: give algorithm full" : null),
        new(new("minPixels", "a whole number above 0", $"{Defaults.MinPixels}", "A region that would add fewer pixels is dropped."),
            (options, value) => options with { MinPixels = value.Integer() }),
        new(new("dilation", "a whole number of at least 0", $"{Defaults.Dilation}", "Pixels by which every segment grows before it competes."),
            (options, value) => options with { Dilation = value.Integer() }),
        new(new("scales", "numbers with commas between them", string.Join(',', Defaults.Scales.Select(OptionText.Of)), "Felzenszwalb's levels of observation; every level's segments compete."),
            (options, value) => options with { Scales = Numbers(value) },
            IdleUnderSegmentation),
        new(SegmentationKeys.Option with { Default = "felzenszwalb at 224x224 on every one of scales", Summary = "How the image is cut into segments instead." },
            (options, value) => options with { Segmentation = SegmentationKeys.Read(value) }),
        new(new("sigma", "a number of at least 0", OptionText.Of(Defaults.Sigma), "Felzenszwalb's blur, in pixels at 224x224."),
            (options, value) => options with { Sigma = value.Number() },
            IdleUnderSegmentation),
        new(new("minSize", "a whole number above 0", $"{Defaults.MinSize}", "Felzenszwalb's smallest segment, in pixels at 224x224."),
            (options, value) => options with { MinSize = value.Integer() },
            IdleUnderSegmentation),
    ];

    private static string? IdleUnderSegmentation(XraiOptions options) =>
        options.Segmentation is null ? null : "segmentation cuts the image instead: leave segmentation out";

    private static double[] Numbers(OptionValue value) => Array.ConvertAll(
        value.Text.Split(','),
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw value.Bad());
}
