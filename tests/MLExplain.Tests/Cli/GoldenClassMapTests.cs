using System.Text.Json;
using MLExplain.Cli;
using MLExplain.Tensors;

namespace MLExplain.Tests.Cli;

/// <summary>Class activation maps and rectified gradients from <c>mlexplain explain --input X.npy</c> against stored results of the reference implementations.</summary>
public sealed class GoldenClassMapTests
{
    /// <summary>Relative L2 of two float32 computations of one map by deep sums that decide alike at every kink.</summary>
    private const double Limit = 1e-5;

    /// <summary>On one picture the references' own float32 gradient is 1.6e-3 from their float64 one: units stand within rounding of a kink.</summary>
    private const double NextToAKink = 2e-2;

    private const string KinkedImage = "chelsea";

    private static readonly Dictionary<string, string> ModelFiles = new()
    {
        ["mnist_cntk"] = "mnist_cntk_winml.onnx", ["one_conv"] = "captum_one_conv.onnx", ["squeezenet10"] = "squeezenet10_fp32_from_fp16.onnx",
    };

    private static readonly Dictionary<string, string> Names = new()
    {
        ["cam"] = "cam", ["grad_cam"] = "grad-cam", ["grad_cam_plus_plus"] = "grad-cam++",
        ["guided_backprop"] = "guided-backprop", ["deconvolution"] = "deconvnet", ["guided_grad_cam"] = "guided-grad-cam",
    };

    public static TheoryData<string> Cases => File.Exists(Path.Combine(Repository.Shared, "goldens", "manifest.json"))
        ? new TheoryData<string>(Entries().Where(e => Text(e, "output") is not null && Names.ContainsKey(Text(e, "method")!)).Select(e => Text(e, "output")!))
        : new TheoryData<string>("reference data absent");

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task MapEqualsTheReference(string golden)
    {
        var stored = Npy.Read(Repository.SharedFile("goldens", golden));
        var entry = Entries().Single(e => Text(e, "output") == golden);
        var output = Path.ChangeExtension(Path.GetTempFileName(), ".npy");

        var run = await ToolRun.Of(
        [
            "explain", "--model", Repository.SharedFile("goldens", "models", ModelFiles[Text(entry, "model")!]),
            "--input", Repository.SharedFile("goldens", Text(entry, "input")!), "--target", entry.GetProperty("target").GetRawText(),
            "--method", Names[Text(entry, "method")!], "--out", output, .. Settings(entry).SelectMany(set => new[] { "--set", set }),
        ]);

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var actual = Npy.Read(output);
        File.Delete(output);
        Assert.Equal(stored.Shape.ToArray(), actual.Shape.ToArray());
        var expected = new StoredMap(stored, entry.GetProperty("scale").GetDouble(), Text(entry, "dtype") == "float16");
        Assert.InRange(expected.Excess(expected.Less(actual)), 0, Text(entry, "image") == KinkedImage && Text(entry, "method") != "cam" ? NextToAKink : Limit);
    }

    private static string[] Settings(JsonElement entry)
    {
        var parameters = entry.GetProperty("parameters");
        string layer() => $"layer={Text(parameters, "tensor")}";
        return Text(entry, "method") switch
        {
            "cam" => ["upsample=none"],
            "grad_cam" => [layer(), $"relu={(parameters.GetProperty("relu_attributions").GetBoolean() ? "true" : "false")}", "upsample=none"],
            "grad_cam_plus_plus" => [layer(), "relu=false", "upsample=none"],
            "guided_grad_cam" => [layer()],
            _ => [],
        };
    }

    private static string? Text(JsonElement entry, string key) => entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<JsonElement> Entries() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Shared, "goldens", "manifest.json"))).RootElement.GetProperty("entries").EnumerateArray()];
}
