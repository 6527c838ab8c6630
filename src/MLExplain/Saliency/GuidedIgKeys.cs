namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="GuidedIgOptions"/> in pipeline files and on the command line.</summary>
internal static class GuidedIgKeys
{
    private static readonly GuidedIgOptions Defaults = new();

    public static IReadOnlyList<OptionRow<GuidedIgOptions>> Rows { get; } =
    [
        new(new("steps", "a whole number above 0, or auto", Defaults.Steps.ToString(), "Steps of the path; auto takes 200 and integrates along each until the residual is within the tolerance."),
            (options, value) => options with { Steps = value.Steps() }),
        new(new("fraction", "a number above 0 and up to 1", OptionText.Of(Defaults.Fraction), "Share of all values that may move at a time."),
            (options, value) => options with { Fraction = value.Number() }),
        new(new("maxDist", "a number from 0 to 1", OptionText.Of(Defaults.MaxDist), "How far a value may be ahead of the straight line or behind it."),
            (options, value) => options with { MaxDist = value.Number() }),
        new(new("tolerance", "a number between 0 and 1", OptionText.Of(Defaults.Tolerance), "Residual that steps: auto accepts, as a share of |F(x) - F(baseline)|."),
            (options, value) => options with { Tolerance = value.Number() },
            options => StepKeys.IdleUnderNumber(options.Steps)),
        new(new("maxSteps", $"a whole number of at least {GuidedIg.AutomaticSteps + 1}", $"{Defaults.MaxSteps}", "Gradients after which steps: auto gives up."),
            (options, value) => options with { MaxSteps = value.Integer() },
            options => StepKeys.IdleUnderNumber(options.Steps)),
        new(BaselineKeys.Baseline, (options, value) => options with { Baseline = BaselineKeys.Read(value) }),
        new(new("seed", "a whole number", $"{Defaults.Seed}", "Seed of a noise baseline."),
            (options, value) => options with { Seed = value.Integer() }),
    ];
}
