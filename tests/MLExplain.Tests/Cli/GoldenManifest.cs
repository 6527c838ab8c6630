using System.Text.Json;
using MLExplain.Cli;
using MLExplain.Tensors;

namespace MLExplain.Tests.Cli;

/// <summary>The stored results of the reference implementations, and the same computed by <c>mlexplain explain --input X.npy</c>.</summary>
internal static class GoldenManifest
{
    public static readonly Dictionary<string, string> ModelFiles = new()
    {
        ["mnist_cntk"] = "mnist_cntk_winml.onnx", ["one_conv"] = "captum_one_conv.onnx", ["squeezenet10"] = "squeezenet10_fp32_from_fp16.onnx",
    };

    private static string File => Path.Combine(Repository.Shared, "goldens", "manifest.json");

    /// <summary>Names of the stored maps that a test is about; one row that skips when they are absent.</summary>
    public static TheoryData<string> Cases(Func<JsonElement, bool> isWanted) => !System.IO.File.Exists(File)
        ? new TheoryData<string>("reference data absent")
        : new TheoryData<string>(Entries().Where(e => Text(e, "output") is not null && isWanted(e)).Select(e => Text(e, "output")!));

    public static List<JsonElement> Entries() => [.. JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement.GetProperty("entries").EnumerateArray()];

    public static JsonElement Entry(string golden) => Entries().Single(e => Text(e, "output") == golden);

    public static string? Text(JsonElement entry, string key) => entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static string ModelFile(JsonElement entry) => Repository.SharedFile("goldens", "models", ModelFiles[Text(entry, "model")!]);

    public static Tensor Input(JsonElement entry) => Npy.Read(Repository.SharedFile("goldens", Text(entry, "input")!));

    public static StoredMap Stored(Tensor numbers, JsonElement entry) => new(numbers, entry.GetProperty("scale").GetDouble(), Text(entry, "dtype") == "float16");

    /// <summary>What the tool writes for an entry's model, input and target.</summary>
    /// <param name="entry">The stored result.</param>
    /// <param name="method">The method, then its options as key=value.</param>
    public static async Task<Tensor> Explain(JsonElement entry, string[] method)
    {
        var output = Path.ChangeExtension(Path.GetTempFileName(), ".npy");
        var run = await ToolRun.Of(
        [
            "explain", "--model", ModelFile(entry), "--input", Repository.SharedFile("goldens", Text(entry, "input")!),
            "--target", entry.GetProperty("target").GetRawText(), "--method", method[0], "--out", output,
            .. method.Skip(1).SelectMany(set => new[] { "--set", set }),
        ]);

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var actual = Npy.Read(output);
        System.IO.File.Delete(output);
        return actual;
    }
}
