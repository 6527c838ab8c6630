using System.Text.Json;
using MLExplain.Evaluation;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Evaluation;

/// <summary>Sensitivity-n, deletion and insertion against the golden files, on their subsets, maps and steps.</summary>
public sealed class GoldenMeasureTests
{
    /// <summary>Two runtimes' float32 logits, as a share of the largest; correlations and probabilities follow suit.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>All images that the golden files hold.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string> { { "one_conv", "arange16" } };
            foreach (var digit in new[] { "0_37", "1_1500", "2_2750", "4_4200", "6_6400", "8_8300", "2_2750_noise", "5_5300_noise", "8_8300_noise" })
            {
                cases.Add("mnist_cntk", "digit_" + digit);
            }

            foreach (var image in new[] { "coffee", "chelsea", "broccoli" })
            {
                cases.Add("squeezenet10", image);
            }

            return cases;
        }
    }

    [SkippableFact]
    public void EveryStoredCase_IsTested()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.SharedFile("goldens", "manifest.json")));
        var stored = manifest.RootElement.GetProperty("entries").EnumerateArray().Where(e => e.GetProperty("method").GetString() is "sensitivity_n" or "deletion" or "insertion")
            .Select(e => (e.GetProperty("model").GetString(), e.GetProperty("image").GetString()));

        Assert.Equal(stored.Distinct().Order(), Cases.Select(c => ((string?)c[0], (string?)c[1])).Order());
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void SensitivityN_EqualsTheGoldens(string model, string image)
    {
        var folder = Repository.SharedFile("goldens", model);
        var entries = Entries(model, image, "sensitivity_n");
        using var classifier = Open(model);
        var evaluated = Image(folder, image, entries[0]);
        string[] names = ["gradient", "input_x_gradient", "ig_gausslegendre50"];
        var maps = names.Select(name => Map(folder, evaluated, name)).ToList();
        foreach (var entry in entries)
        {
            var size = entry.GetProperty("parameters").GetProperty("n").GetInt32();
            var subsets = Npy.Read(Repository.SharedFile("goldens", entry.GetProperty("parameters").GetProperty("subsets").GetString()!));
            var drops = Npy.Read(Repository.SharedFile("goldens", entry.GetProperty("output").GetString()!)).Values;
            var measure = new SensitivityN(new() { Sizes = [size], Subsets = drops.Length }, (_, _) =>
            {
                var next = 0;
                return () => Array.ConvertAll(subsets.Row(next++).ToArray(), i => (int)i);
            });

            var (judged, found) = measure.Remove(classifier, maps, CancellationToken.None);
            var scale = Math.Max(drops.Max(Math.Abs), Math.Abs(entry.GetProperty("F_x").GetDouble()));
            Assert.All(drops.Zip(Assert.Single(found).Drops), pair => Assert.Equal(pair.First, pair.Second, Tolerance * scale));
            for (var map = 0; map < names.Length; map++)
            {
                var expected = entry.GetProperty("pearson").GetProperty(names[map]);
                Assert.Equal(expected.ValueKind == JsonValueKind.Null ? null : expected.GetDouble(), found[0].Correlation(map), Near);
            }
        }

        static bool Near(double? a, double? b) => (a is null && b is null) || Math.Abs(a!.Value - b!.Value) <= Tolerance;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void DeletionAndInsertion_EqualTheGoldens(string model, string image)
    {
        var folder = Repository.SharedFile("goldens", model);
        using var classifier = Open(model);
        foreach (var (method, key) in new[] { ("deletion", "deletion_curve"), ("insertion", "insertion_curve") })
        {
            var entry = Assert.Single(Entries(model, image, method));
            var evaluated = Image(folder, image, entry);
            var curves = Npy.Read(Path.Combine(folder, image, key + ".npy"));
            foreach (var (output, row) in new[] { (ExplainedOutput.Probability, 0), (ExplainedOutput.Logit, 1) })
            {
                var options = new PixelCurveOptions { Output = output };
                var score = Judged.Of(method == "deletion" ? new Deletion(options) : new Insertion(options), classifier, Map(folder, evaluated, "ig_gausslegendre50"));

                var expected = curves.Row(row).ToArray();
                var scale = Math.Max(1, expected.Max(Math.Abs));
                Assert.Equal(expected.Length, score.Curve.Count);
                Assert.All(expected.Zip(score.Curve), pair => Assert.Equal(pair.First, pair.Second.Y, Tolerance * scale));

                // The golden area counts a last smaller step as a whole one: less than one of fifty steps' share of its difference.
                var area = entry.GetProperty(row == 0 ? "auc_probability" : "auc_logit").GetDouble();
                Assert.Equal(area, (expected.Sum(v => (double)v) - ((expected[0] + expected[^1]) / 2.0)) / (expected.Length - 1), Tolerance * scale);
                Assert.Equal(area, score.Value!.Value, (Tolerance + LastStep(classifier)) * scale);
            }
        }
    }

    /// <summary>How far the last step of fifty falls short of a step, as a share of the pixels.</summary>
    private static double LastStep(OnnxClassifier classifier)
    {
        var pixels = classifier.InputShape.Height * classifier.InputShape.Width;
        var step = (pixels + 49) / 50;
        return (double)((step - (pixels % step)) % step) / pixels;
    }

    private static OnnxClassifier Open(string model) => OnnxClassifier.Load(Repository.SharedFile("goldens", "models", model switch
    {
        "one_conv" => "captum_one_conv.onnx",
        "mnist_cntk" => "mnist_cntk_winml.onnx",
        _ => "squeezenet10_fp32_from_fp16.onnx",
    }));

    private static EvaluatedImage Image(string folder, string image, JsonElement entry)
    {
        var input = Npy.Read(Path.Combine(folder, image, "input.npy"));
        return new EvaluatedImage(image, input.Reshape(input.Shape[1..]), entry.GetProperty("target").GetInt32());
    }

    /// <summary>A stored map; the product of input and gradient, which reduced cases do not store, is made from the gradient.</summary>
    private static EvaluatedMap Map(string folder, EvaluatedImage image, string name)
    {
        var product = name == "input_x_gradient";
        var values = Npy.Read(Path.Combine(folder, image.Id, (product ? "gradient" : name) + ".npy"));
        var attribution = new Tensor(values.Shape[^3..], product ? [.. values.Values.Zip(image.Input.Values, (g, x) => g * x)] : values.Values);
        return EvaluatedMap.Of(name, image, new Attribution { Values = attribution, Target = image.Target, Score = 0, Sum = 0, GradientCalls = 0 });
    }

    private static List<JsonElement> Entries(string model, string image, string method)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.SharedFile("goldens", "manifest.json")));
        return [.. manifest.RootElement.GetProperty("entries").EnumerateArray().Where(e =>
            e.GetProperty("model").GetString() == model && e.GetProperty("image").GetString() == image && e.GetProperty("method").GetString() == method).Select(e => e.Clone())];
    }
}
