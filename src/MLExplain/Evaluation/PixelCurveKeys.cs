using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>The keys of <see cref="PixelCurveOptions"/> in pipeline files and on the command line.</summary>
internal static class PixelCurveKeys
{
    private static readonly PixelCurveOptions Defaults = new();

    public static IReadOnlyList<OptionRow<PixelCurveOptions>> Rows { get; } =
    [
        new(new("substrate", OptionText.Choices<PixelSubstrate>(), "baseline for deletion, riseBlur for insertion", "What stands where the image is not shown."),
            (options, value) => options with { Substrate = value.Choice<PixelSubstrate>() }),
        new(BaselineKeys.Baseline, (options, value) => options with { Baseline = BaselineKeys.Read(value) },
            options => options.Substrate == PixelSubstrate.RiseBlur ? "substrate is riseBlur: give substrate baseline" : null),
        new(new("steps", "a whole number above 0", $"{Defaults.Steps}", "Number of steps between the image and what replaces it."),
            (options, value) => options with { Steps = value.Integer() },
            options => options.StepPixels is { } pixels ? $"stepPixels is {pixels} and decides: leave stepPixels out" : null),
        new(new("stepPixels", "a whole number above 0", "what the number of steps makes it", "Pixels per step, instead of a number of steps."),
            (options, value) => options with { StepPixels = value.Integer() }),
        new(MeasureKeys.Output(Defaults.Output), (options, value) => options with { Output = value.Choice<ExplainedOutput>() }),
        new(MeasureKeys.Seed, (options, value) => options with { Seed = value.Integer() }),
    ];
}
