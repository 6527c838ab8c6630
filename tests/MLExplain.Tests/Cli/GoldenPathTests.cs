using System.Text.Json;
using MLExplain.Cli;
using MLExplain.Tensors;
using MLExplain.Tests.Saliency;

namespace MLExplain.Tests.Cli;

/// <summary>Guided IG and Blur IG through the command line, against stored results of the reference implementation at its defaults.</summary>
public sealed class GoldenPathTests
{
    private static readonly Dictionary<string, string[]> Methods = new()
    {
        ["guided_ig"] = ["guided-ig", "steps=200", "fraction=0.25", "maxDist=0.02", "baseline=zero"],
        ["blur_ig"] = ["blur-ig", "steps=100", "maxSigma=50", "gradStep=0.01", "schedule=linear"],
    };

    // Two hundred gradients one after the other take seconds; one photo is enough.
    private static readonly string[] Slow = ["squeezenet10/coffee/guided_ig.npy", "squeezenet10/chelsea/guided_ig.npy"];

    public static TheoryData<string> Cases
    {
        get
        {
            var manifest = Path.Combine(Repository.Shared, "goldens", "manifest.json");
            return !File.Exists(manifest)
                ? new TheoryData<string>("reference data absent")
                : new TheoryData<string>(GoldenManifest.Entries().Select(e => e.GetProperty("output").GetString()).OfType<string>()
                    .Where(o => Methods.ContainsKey(Path.GetFileNameWithoutExtension(o)) && !Slow.Contains(o)));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task AttributionEqualsTheReference(string golden)
    {
        var expected = Npy.Read(Repository.SharedFile("goldens", golden));
        var entry = GoldenManifest.Entries().Single(e => e.GetProperty("output").GetString() == golden);
        var output = Path.ChangeExtension(Path.GetTempFileName(), ".npy");
        var method = Methods[Path.GetFileNameWithoutExtension(golden)];

        var run = await ToolRun.Of(
        [
            "explain", "--model", Repository.SharedFile("goldens", "models", GoldenManifest.ModelFiles[entry.GetProperty("model").GetString()!]),
            "--input", Repository.SharedFile("goldens", entry.GetProperty("input").GetString()!),
            "--target", entry.GetProperty("target").GetRawText(), "--method", method[0], "--out", output, "--json",
            .. method.Skip(1).SelectMany(set => new[] { "--set", set }),
        ]);

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var actual = Npy.Read(output);
        File.Delete(output);
        Assert.Equal(expected.Shape.ToArray(), actual.Shape.ToArray());
        var scale = entry.GetProperty("scale").GetSingle();
        Misses(JsonDocument.Parse(run.Out).RootElement.GetProperty("explained")[0], run.Error, entry);
        Agree([.. expected.Values.Select(v => v * scale)], actual.Values, entry, method[0]);
    }

    /// <summary>What the defaults miss, automatic steps find, or say that their budget does not suffice.</summary>
    [SkippableTheory]
    [InlineData("blur-ig", 400, true)]
    [InlineData("guided-ig", 201, false)]
    public async Task OnAPhoto_AutomaticStepsReachTheTolerance_OrSayThatTheyCannot(string method, int maxSteps, bool reached)
    {
        var output = Path.ChangeExtension(Path.GetTempFileName(), ".npy");

        var run = await ToolRun.Of(
            "explain", "--model", Repository.SharedFile("goldens", "models", GoldenManifest.ModelFiles["squeezenet10"]),
            "--input", Repository.SharedFile("goldens", "squeezenet10", "coffee", "input.npy"),
            "--target", "967", "--method", method, "--set", "steps=auto", "--set", $"maxSteps={maxSteps}", "--out", output, "--json");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        File.Delete(output);
        var result = JsonDocument.Parse(run.Out).RootElement.GetProperty("explained")[0];
        var difference = result.GetProperty("score").GetDouble() - result.GetProperty("baselineScore").GetDouble();

        // The default tolerance of 0.01, and 1e-5 of scores near 40 for rounding.
        Assert.Equal(reached, Math.Abs(result.GetProperty("residual").GetDouble()) <= (0.01 * Math.Abs(difference)) + 4e-4);
        Assert.Equal(!reached, run.Error.Contains("warning: steps: auto ended short of its tolerance", StringComparison.Ordinal));
    }

    private static void Agree(float[] expected, float[] actual, JsonElement entry, string method)
    {
        if (entry.TryGetProperty("vs_float64_network", out var stated))
        {
            // The manifest states how far float32 takes the reference from its own float64 result; we may stand as far on the other side.
            Assert.InRange(Given.Distance(expected, actual), 0, Math.Max(1e-5, 2 * stated.GetProperty("rel_l2").GetDouble()));
        }
        else
        {
            // Guided IG is chaotic on deep networks: one rounding sends the path another way. Two float32 runs correlate by 0.93 to 0.97 here.
            Assert.InRange(Correlation(expected, actual), method == "guided-ig" ? 0.9 : 0.9999, 1);
        }
    }

    // The reference's defaults do not satisfy completeness: on broccoli Guided IG misses all of F(x) − F(baseline). We say so.
    private static void Misses(JsonElement result, string said, JsonElement entry)
    {
        var difference = result.GetProperty("score").GetDouble() - result.GetProperty("baselineScore").GetDouble();
        var residual = result.GetProperty("residual").GetDouble();
        Assert.Equal(Math.Abs(residual) > 0.1 * Math.Abs(difference), said.Contains("warning: Too few steps", StringComparison.Ordinal));
        if (entry.GetProperty("output").GetString() == "squeezenet10/broccoli/guided_ig.npy")
        {
            Assert.InRange(Math.Abs(residual / difference), 0.9, 1.1);
        }
    }

    private static double Correlation(float[] a, float[] b)
    {
        var (meanA, meanB) = (a.Average(v => (double)v), b.Average(v => (double)v));
        double Product(float[] x, double meanX, float[] y, double meanY) => x.Zip(y, (u, v) => (u - meanX) * (v - meanY)).Sum();
        return Product(a, meanA, b, meanB) / Math.Sqrt(Product(a, meanA, a, meanA) * Product(b, meanB, b, meanB));
    }
}
