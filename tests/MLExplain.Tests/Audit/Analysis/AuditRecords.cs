using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Attention;
using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Analysis;

/// <summary>Records of an audit that never ran: eighty images of two classes, half of each with a ruler, half of each on dark skin.</summary>
internal static class AuditRecords
{
    public static AnalysisOptions Options { get; } = new()
    {
        Classes = ["benign", "malignant"], Method = "gradient", Attributes = ["ruler", "skin"], Positive = "malignant", Evidence = "lesion", Replicates = 200, Seed = 1,
    };

    /// <summary>The records of a model that says malignant where there is a ruler, and looks at the lesion where there is none.</summary>
    public static IReadOnlyList<ImageRecord> Ruled { get; } = [.. Enumerable.Range(0, 80).Select(i => Of(i, Label(i), HasRuler(i) ? "malignant" : "benign", HasRuler(i) ? 0.1 : 0.5))];

    /// <summary>The records of a model that is always right, and looks at the lesion.</summary>
    public static IReadOnlyList<ImageRecord> Right { get; } = [.. Enumerable.Range(0, 80).Select(i => Of(i, Label(i), Label(i), 0.5))];

    public static ImageRecord Of(int number, string label, string prediction, double massInLesion) => new()
    {
        Id = $"i{number:00}", File = $"i{number:00}.png", ContentHash = $"{number:x2}", Label = label, Prediction = prediction, Status = ImageStatus.Ok,
        Groups = [new("ruler", HasRuler(number) ? "yes" : "no"), new("skin", number / 4 % 2 == 0 ? "dark" : "light")],
        Probability = 0.9, Probabilities = prediction == "malignant" ? [0.1f, 0.9f] : [0.9f, 0.1f], Logits = [0, 0], Properties = Properties(number),
        Explanations = [Explanation(number, massInLesion)],
    };

    public static ExplanationRecord Explanation(int number, double massInLesion)
    {
        float[] map = [.. Enumerable.Range(0, 16).Select(p => p == (HasRuler(number) ? 0 : 10) ? 5f : 1 + ((p * (number + 3) % 7) / 20f))];
        return new ExplanationRecord
        {
            Method = "gradient", Target = 0, Score = 1, BaselineScore = null, Sum = 0, Residual = null, GradientCalls = 1,
            Regions = [new RegionShare("lesion", 0.25, massInLesion, "ok")],
            Concentration = new MapConcentration(0.5 + (number % 5 / 100.0), 0.8, 1), Descriptor = MapDescriptor.Of(new Tensor([4, 4], map)),
        };
    }

    private static string Label(int number) => number % 2 == 0 ? "malignant" : "benign";

    private static bool HasRuler(int number) => number / 2 % 2 == 0;

    private static ImageProperties Properties(int number) => new()
    {
        Width = 4, Height = 4, Brightness = number * 37 % 80 / 80.0, Contrast = 0.1, Red = 0.4, Green = 0.3, Blue = 0.3, Colorfulness = 0.1, Sharpness = number * 11 % 80 / 80.0, Entropy = 2,
        FileSize = 100, Format = "PNG", Fingerprint = (ulong)(number + 1) * 0x9E3779B97F4A7C15,
    };
}
