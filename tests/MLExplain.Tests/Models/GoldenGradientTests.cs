using System.Text.Json;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

/// <summary>Gradients against the golden files: torch autograd on three classifiers.</summary>
public sealed class GoldenGradientTests
{
    /// <summary>Where float32 and float64 agree this well, no unit is next to a kink.</summary>
    private const double WellConditioned = 1e-6;

    /// <summary>Two float32 implementations differ by rounding.</summary>
    private const double RoundingTolerance = 1e-5;

    /// <summary>Rounding to float16, by which the golden files store redundant maps of the large network: half a unit in 11 bits.</summary>
    private const double HalfPrecision = 5e-4;

    /// <summary>A few units next to a kink may flip between implementations (README of the golden files, quirk 2).</summary>
    private const double KinkTolerance = 2e-2;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["one_conv"] = "captum_one_conv.onnx",
        ["mnist_cntk"] = "mnist_cntk_winml.onnx",
        ["squeezenet10"] = "squeezenet10_fp32_from_fp16.onnx",
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            var folder = Path.Combine(Repository.Shared, "goldens");
            foreach (var model in Files.Keys)
            {
                foreach (var image in Directory.Exists(folder) ? Directory.GetDirectories(Path.Combine(folder, model)).Order() : Enumerable.Repeat("", 1).Order())
                {
                    cases.Add(model, Path.GetFileName(image));
                }
            }

            return cases;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void GradientAndInputXGradient_EqualTorch(string model, string image)
    {
        var folder = Path.Combine(Repository.SharedFile("goldens"), model, image);
        using var classifier = OnnxClassifier.Load(Repository.SharedFile("goldens", "models", Files[model]));
        var x = Npy.Read(Path.Combine(folder, "input.npy"));
        var entry = ManifestEntry(model, image, "gradient");
        var target = entry.GetProperty("target").GetInt32();

        var result = classifier.Differentiate(x, SmallModels.OneHot(1, classifier.ClassCount, target));

        var tolerance = entry.GetProperty("rel_l2_vs_float64").GetDouble() < WellConditioned ? RoundingTolerance : KinkTolerance;
        AssertClose(Npy.Read(Path.Combine(folder, "logits.npy")).Values, result.Logits.Values, RoundingTolerance);
        AssertClose(Npy.Read(Path.Combine(folder, "gradient.npy")).Values, result.Gradients.Values, tolerance);
        if (Path.Combine(folder, "input_x_gradient.npy") is var product && File.Exists(product))
        {
            var stored = ManifestEntry(model, image, "input_x_gradient");
            var scale = (float)stored.GetProperty("scale").GetDouble();
            AssertClose(
                Array.ConvertAll(Npy.Read(product).Values, v => scale * v),
                [.. x.Values.Zip(result.Gradients.Values, (a, b) => a * b)],
                stored.GetProperty("dtype").GetString() == "float16" ? HalfPrecision : tolerance);
        }
    }

    private static JsonElement ManifestEntry(string model, string image, string method)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.SharedFile("goldens", "manifest.json")));
        return manifest.RootElement.GetProperty("entries").EnumerateArray().Single(e =>
            e.GetProperty("model").GetString() == model && e.GetProperty("image").GetString() == image && e.GetProperty("method").GetString() == method).Clone();
    }

    private static void AssertClose(float[] expected, float[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        var error = Math.Sqrt(expected.Zip(found, (e, f) => ((double)e - f) * ((double)e - f)).Sum() / expected.Sum(e => (double)e * e));
        Assert.True(error <= tolerance, $"relative L2 distance {error:0.0e+0}, tolerance {tolerance:0.0e+0}");
    }
}
