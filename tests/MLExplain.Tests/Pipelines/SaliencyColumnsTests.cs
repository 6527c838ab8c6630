using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Pipelines;

/// <summary>The program shown in the README runs as the README says, and its numbers are those of the library without ML.NET.</summary>
public sealed partial class SaliencyColumnsTests
{
    private static readonly Preprocessing Network = new() { Width = 64, Height = 64, Mean = [0.5f], Std = [0.25f] };

    [Fact]
    public void TheProgramScoresExplainsAndDraws()
    {
        var output = Run("run", "-c", "Release", "pipelines/saliency-columns.cs");

        var rows = RowPattern().Matches(output);
        Assert.Equal(8, rows.Count);
        using var classifier = OnnxClassifier.Load(Path.Combine(Repository.Root, "pipelines", "dermatology", "models", "biased.onnx"));
        Assert.All(rows, row =>
        {
            var (id, malignant) = (row.Groups[1].Value, double.Parse(row.Groups[3].Value, CultureInfo.InvariantCulture));
            var picture = ImageDecoder.Decode(Path.Combine(Repository.Root, "pipelines", "dermatology", "images", $"{id}.png"));
            var logits = classifier.Score(Network.Apply(picture).Reshape(1, 3, 64, 64)).Values;
            var probabilities = new float[2];
            Softmax.Apply(logits, probabilities);

            // The program prints percent with one digit.
            Assert.Equal(100 * probabilities[1], malignant, tolerance: 0.051);
            var overlay = ImageDecoder.Decode(Path.Combine(Repository.Root, "reports", "saliency-columns", $"{id}.png"));
            Assert.Equal((192, 192), (overlay.Width, overlay.Height));
        });
        Assert.Contains(rows, row => double.Parse(row.Groups[4].Value, CultureInfo.InvariantCulture) > 10);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "reports", "saliency-columns", "pipeline.zip")));
    }

    [GeneratedRegex(@"^(d\d+)  (benign|malignant) +malignant +([\d.]+) %  evidence on the ruler +([\d.]+) %\r?$", RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    private static string Run(params string[] arguments)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        using var process = Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return output;
    }
}
