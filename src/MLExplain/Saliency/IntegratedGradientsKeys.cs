using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="IntegratedGradientsOptions"/> in pipeline files and on the command line.</summary>
internal static class IntegratedGradientsKeys
{
    private static readonly IntegratedGradientsOptions Defaults = new();

    public static IReadOnlyList<OptionRow<IntegratedGradientsOptions>> Rows { get; } =
    [
        new(new("steps", "a whole number above 0, or auto", Defaults.Steps.ToString(), "Gradients per baseline; auto lets the residual decide."),
            (options, value) => options with { Steps = value.Steps() }),
        new(new("quadrature", OptionText.Choices<Quadrature>(), OptionText.Of(Defaults.Quadrature), "Integration rule; read with a number of steps."),
            (options, value) => options with { Quadrature = value.Choice<Quadrature>() },
            options => StepKeys.IdleUnderAuto(options.Steps)),
        new(new("tolerance", "a number between 0 and 1", OptionText.Of(Defaults.Tolerance), "Residual that steps: auto accepts, as a share of |F(x) - F(baseline)|."),
            (options, value) => options with { Tolerance = value.Number() },
            options => StepKeys.IdleUnderNumber(options.Steps)),
        new(new("maxSteps", $"a whole number of at least {AdaptiveStraightPath.Quarters.Length}", $"{Defaults.MaxSteps}", "Gradients per baseline after which steps: auto gives up."),
            (options, value) => options with { MaxSteps = value.Integer() },
            options => StepKeys.IdleUnderNumber(options.Steps)),
        new(BaselineKeys.Baseline, (options, value) => options with { Baseline = BaselineKeys.Read(value) }),
        new(new("baselineSamples", "a whole number above 0", $"{Defaults.BaselineSamples}", "Draws of a noise baseline that are averaged."),
            (options, value) => options with { BaselineSamples = value.Integer() },
            options => options.Baseline is { IsRandom: true } ? null : "the baseline is not random and every draw the same: give noise or gaussianNoise"),
        new(new("seed", "a whole number", $"{Defaults.Seed}", "Seed of noise baselines."),
            (options, value) => options with { Seed = value.Integer() }),
    ];
}
