namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="BlurIgOptions"/> in pipeline files and on the command line.</summary>
internal static class BlurIgKeys
{
    private static readonly BlurIgOptions Defaults = new();

    public static IReadOnlyList<OptionRow<BlurIgOptions>> Rows { get; } =
    [
        new(new("maxSigma", "a number above 0", OptionText.Of(Defaults.MaxSigma), "Largest width of the blur, in pixels."),
            (options, value) => options with { MaxSigma = value.PositiveNumber() }),
        new(new("steps", "a whole number above 0, or auto", Defaults.Steps.ToString(), "Gradients per image; auto lets the residual decide."),
            (options, value) => options with { Steps = value.Steps() }),
        new(new("gradStep", "a number above 0 and up to 1", OptionText.Of(Defaults.GradStep), "Step of the difference that gives the path's direction; read with a number of steps."),
            (options, value) => options with { GradStep = value.PositiveNumber() },
            options => StepKeys.IdleUnderAuto(options.Steps)),
        new(new("schedule", OptionText.Choices<BlurSchedule>(), OptionText.Of(Defaults.Schedule), "Equal steps of the width, or of its square; the latter ends at the root of maxSigma."),
            (options, value) => options with { Schedule = value.Choice<BlurSchedule>() }),
        new(new("tolerance", "a number between 0 and 1", OptionText.Of(Defaults.Tolerance), "Residual that steps: auto accepts, as a share of |F(x) - F(blurred)|."),
            (options, value) => options with { Tolerance = value.Number() },
            options => StepKeys.IdleUnderNumber(options.Steps)),
        new(new("maxSteps", $"a whole number of at least {AdaptiveStraightPath.Quarters.Length}", $"{Defaults.MaxSteps}", "Gradients after which steps: auto gives up."),
            (options, value) => options with { MaxSteps = value.Integer() },
            options => StepKeys.IdleUnderNumber(options.Steps)),
    ];
}
