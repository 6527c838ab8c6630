using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>Keys that several measures share.</summary>
internal static class MeasureKeys
{
    /// <summary>The score that is asked for.</summary>
    public static MethodOption Output(ExplainedOutput otherwise) =>
        new("output", OptionText.Choices<ExplainedOutput>(), OptionText.Of(otherwise), "Score of the target that is read.");

    public static MethodOption Seed { get; } = new("seed", "a whole number", "0", "Seed of whatever is drawn; each image's draw follows from it and the image's own content.");

    public static MethodOption Samples(int otherwise, string summary) => new("samples", "a whole number above 0", $"{otherwise}", summary);
}
