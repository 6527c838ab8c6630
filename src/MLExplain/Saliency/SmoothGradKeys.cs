namespace MLExplain.Saliency;

/// <summary>The keys of <see cref="SmoothGradOptions"/> in pipeline files and on the command line.</summary>
internal static class SmoothGradKeys
{
    public static IReadOnlyList<OptionRow<SmoothGradOptions>> Rows { get; } =
    [
        .. NoisyKeys.Rows<SmoothGradOptions>(),
        new(new("magnitude", OptionText.Choices<GradientMagnitude>(), OptionText.Of(new SmoothGradOptions().Magnitude), "What is averaged: the signed gradient, or its square as PAIR does by default."),
            (options, value) => options with { Magnitude = value.Choice<GradientMagnitude>() }),
    ];
}
