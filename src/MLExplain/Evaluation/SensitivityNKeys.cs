using System.Globalization;
using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>The keys of <see cref="SensitivityNOptions"/> in pipeline files and on the command line.</summary>
internal static class SensitivityNKeys
{
    private static readonly SensitivityNOptions Defaults = new();

    public static IReadOnlyList<OptionRow<SensitivityNOptions>> Rows { get; } =
    [
        new(new("sizes", "whole numbers above 0, separated by commas", "eight from 1 to 80 % of the features", "Numbers n of features that are removed at once."),
            (options, value) => options with { Sizes = [.. value.Text.Split(',').Select(part => Whole(part, value))] }),
        new(new("subsets", "a whole number of at least 3", $"{Defaults.Subsets}", "Random subsets per n."),
            (options, value) => options with { Subsets = value.Integer() }),
        new(SegmentationKeys.Option with { Values = "pixels, " + SegmentationKeys.Option.Values, Default = "pixels", Summary = "What the features are: every pixel, or superpixels." },
            (options, value) => options with { Segmentation = value.Text == "pixels" ? null : SegmentationKeys.Read(value) }),
        new(BaselineKeys.Baseline, (options, value) => options with { Baseline = BaselineKeys.Read(value) }),
        new(MeasureKeys.Output(Defaults.Output), (options, value) => options with { Output = value.Choice<ExplainedOutput>() }),
        new(MeasureKeys.Seed, (options, value) => options with { Seed = value.Integer() }),
    ];

    private static int Whole(string text, OptionValue value) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : throw value.Bad();
}
