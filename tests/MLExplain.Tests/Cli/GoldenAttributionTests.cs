using System.Text.Json;
using MLExplain.Cli;
using MLExplain.Tensors;

namespace MLExplain.Tests.Cli;

/// <summary>Raw attributions of <c>mlexplain explain --input X.npy</c> against stored results of the reference implementations.</summary>
public sealed class GoldenAttributionTests
{
    /// <summary>Where the reference's own float32 gradient agrees with float64, ours must agree with it to float32 rounding of deep sums.</summary>
    private const double WellConditioned = 1e-5;

    /// <summary>Elsewhere one to five units stand within rounding of a kink, and either side is a correct float32 answer.</summary>
    private const double NextToAKink = 2e-2;

    /// <summary>A few maps are stored as float16, each number rounded to 11 bits: half a unit in the last place.</summary>
    private const double StoredAsHalf = 1.0 / 2048;

    private static readonly Dictionary<string, string> ModelFiles = new()
    {
        ["mnist_cntk"] = "mnist_cntk_winml.onnx", ["one_conv"] = "captum_one_conv.onnx", ["squeezenet10"] = "squeezenet10_fp32_from_fp16.onnx",
    };

    private static readonly Dictionary<string, string[]> Methods = new()
    {
        ["gradient"] = ["gradient"],
        ["input_x_gradient"] = ["input-x-gradient"],
        ["ig_gausslegendre50"] = ["integrated-gradients", "steps=50", "quadrature=gaussLegendre", "baseline=zero"],
        ["ig_riemann_middle20"] = ["integrated-gradients", "steps=20", "quadrature=middle", "baseline=zero"],
        ["ig_pair25"] = ["integrated-gradients", "steps=25", "quadrature=inclusiveMean", "baseline=zero"],
    };

    public static TheoryData<string> Cases
    {
        get
        {
            var manifest = Path.Combine(Repository.Shared, "goldens", "manifest.json");
            return !File.Exists(manifest)
                ? new TheoryData<string>("reference data absent")
                : new TheoryData<string>(Entries().Select(e => e.GetProperty("output").GetString()).OfType<string>()
                    .Where(o => Methods.ContainsKey(Path.GetFileNameWithoutExtension(o))));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task AttributionEqualsTheReference(string golden)
    {
        var expected = Npy.Read(Repository.SharedFile("goldens", golden));
        var entry = Entries().Single(e => e.GetProperty("output").GetString() == golden);
        var method = Methods[Path.GetFileNameWithoutExtension(golden)];
        var output = Path.ChangeExtension(Path.GetTempFileName(), ".npy");

        var run = await ToolRun.Of(
        [
            "explain", "--model", Repository.SharedFile("goldens", "models", ModelFiles[entry.GetProperty("model").GetString()!]),
            "--input", Repository.SharedFile("goldens", entry.GetProperty("input").GetString()!),
            "--target", entry.GetProperty("target").GetRawText(), "--method", method[0], "--out", output,
            .. method.Skip(1).SelectMany(set => new[] { "--set", set }),
        ]);

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var scale = entry.GetProperty("scale").GetSingle();
        var actual = Npy.Read(output);
        File.Delete(output);
        Assert.Equal(expected.Shape.ToArray(), actual.Shape.ToArray());
        Assert.InRange(RelativeL2([.. expected.Values.Select(v => v * scale)], actual.Values), 0, Tolerance(entry));
    }

    /// <summary>The manifest states how far the reference's float32 result is from float64: its gradient at the image, and on a path its 50-step integral.</summary>
    private static double Tolerance(JsonElement entry)
    {
        var peer = Text(entry, "method") == "integrated_gradients" ? "ig_gausslegendre50.npy" : "gradient.npy";
        var stated = Entries().Single(e =>
            Text(e, "model") == Text(entry, "model") && Text(e, "image") == Text(entry, "image") && Path.GetFileName(Text(e, "output")) == peer);
        var conditioned = stated.TryGetProperty("rel_l2_vs_float64", out var distance) && distance.GetDouble() < 1e-6;
        return !conditioned ? NextToAKink : Text(entry, "dtype") == "float16" ? StoredAsHalf : WellConditioned;
    }

    private static string? Text(JsonElement entry, string key) => entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<JsonElement> Entries() => [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Shared, "goldens", "manifest.json"))).RootElement.GetProperty("entries").EnumerateArray()];

    private static double RelativeL2(float[] expected, float[] actual) =>
        Math.Sqrt(expected.Zip(actual, (a, b) => Math.Pow((double)a - b, 2)).Sum() / expected.Sum(a => (double)a * a));
}
