using System.Globalization;
using System.Text.RegularExpressions;
using MLExplain.Evaluation;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Pipelines;

/// <summary>The program shown in the README runs as the README says, and its numbers are those of the library without ML.NET.</summary>
[Collection(DemoProgram.OneBuildAtATime)]
public sealed partial class SaliencyColumnsTests
{
    private static readonly Preprocessing Network = new() { Width = 64, Height = 64, Mean = [0.5f], Std = [0.25f] };

    [Fact]
    public void TheProgramScoresExplainsAndDraws()
    {
        var (exitCode, output) = DemoProgram.Run("pipelines/saliency-columns.cs");
        Assert.True(exitCode == 0, output);

        var rows = RowPattern().Matches(output);
        Assert.Equal(8, rows.Count);
        using var classifier = OnnxClassifier.Load(Path.Combine(Repository.Root, "pipelines", "dermatology", "models", "biased.onnx"));
        Assert.All(rows, row =>
        {
            var (id, malignant) = (row.Groups[1].Value, Number(row.Groups[3].Value));
            var picture = ImageDecoder.Decode(Path.Combine(Repository.Root, "pipelines", "dermatology", "images", $"{id}.png"));
            var logits = classifier.Score(Network.Apply(picture).Reshape(1, 3, 64, 64)).Values;
            var probabilities = new float[2];
            Softmax.Apply(logits, probabilities);

            // The program prints percent with one digit.
            Assert.Equal(100 * probabilities[1], malignant, tolerance: 0.051);
            var overlay = ImageDecoder.Decode(Path.Combine(Repository.Root, "reports", "saliency-columns", $"{id}.png"));
            Assert.Equal((192, 192), (overlay.Width, overlay.Height));
            CheckScores(row, classifier, id, Array.IndexOf(logits, logits.Max()));
        });
        Assert.Contains(rows, row => row.Groups[6].Value.StartsWith("undefined: The mask of 'ruler' is empty", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Groups[6].Value.EndsWith('%') && Percent(row.Groups[6].Value) > 10);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "reports", "saliency-columns", "pipeline.zip")));
    }

    /// <summary>The scores that the program prints are those of the measures called directly.</summary>
    private static void CheckScores(Match row, OnnxClassifier classifier, string id, int target)
    {
        var demo = Path.Combine(Repository.Root, "pipelines", "dermatology");
        var ruler = Network.Fit(ImageDecoder.Decode(Path.Combine(demo, "masks", $"{id}-ruler.png"))).Pixels;
        var image = new EvaluatedImage(id, Network.Apply(ImageDecoder.Decode(Path.Combine(demo, "images", $"{id}.png"))), target)
        {
            Mask = [.. Enumerable.Range(0, 64 * 64).Select(pixel => ruler[3 * pixel] > 127)],
        };
        var method = new IntegratedGradients(new() { Steps = StepCount.Auto, Preprocessing = Network });
        var map = EvaluatedMap.Of("ig", image, method.Attribute(classifier, image.Input.Reshape(1, 3, 64, 64), [target])[0]);

        // Printed with two digits, and percent with one.
        Assert.Equal(new Deletion(new() { Preprocessing = Network }).Measure(classifier, [map])[0].Value!.Value, Number(row.Groups[4].Value), tolerance: 0.0051);
        Assert.Equal(new RandomLogit().Measure(classifier, method, [image])[0].Value!.Value, Number(row.Groups[5].Value), tolerance: 0.0051);
        Assert.Equal(100 * new RelevanceMass().Measure(classifier, [map])[0].Value, row.Groups[6].Value.EndsWith('%') ? Percent(row.Groups[6].Value) : null, (a, b) => a is null ? b is null : Math.Abs(a.Value - b!.Value) < 0.051);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Percent(string text) => Number(text.TrimEnd('%', ' '));

    [GeneratedRegex(@"^(d\d+)  (benign|malignant) +malignant +([\d.]+) %  deletion (-?[\d.]+)  other class +(-?[\d.]+)  evidence on the ruler +(\S.*?)\r?$", RegexOptions.Multiline)]
    private static partial Regex RowPattern();
}
