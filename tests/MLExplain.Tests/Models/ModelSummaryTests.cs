using System.Security.Cryptography;
using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

public sealed class ModelSummaryTests
{
    [Fact]
    public void Summary_SaysHowTheModelWasRead()
    {
        var model = SmallModels.Convolutional();
        using var classifier = OnnxClassifier.Load(model, new OnnxClassifierOptions { Device = "cpu", Threads = 3 });

        var summary = classifier.Summary;

        Assert.Equal(("image", ImageLayout.Nchw, new ImageShape(3, 16, 16)), (summary.Input, summary.Layout, summary.InputShape));
        Assert.Equal(("probabilities", "Softmax", 5), (summary.Output, summary.Tap, summary.ClassCount));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(model.ToBytes())), summary.Sha256);
        Assert.Equal((8 * 27) + 8 + (16 * 72) + 16 + 80 + 5, summary.WeightCount);
        Assert.Equal("cpu, as asked; 3 threads, 3 images at a time", summary.Device);
        Assert.Contains(new OperatorSummary("Conv", 2, HasRule: true), summary.Operators);
        Assert.DoesNotContain(summary.Operators, o => o.Name == "Softmax");
    }

    [Fact]
    public void FeatureLayers_AreTheLastOfEachResolution()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        Assert.Equal(
            [("Relu", 16, 8, 8), ("Relu", 8, 16, 16)],
            classifier.Summary.FeatureLayers.Select(l => (l.Operator, l.Channels, l.Height, l.Width)));
    }

    [Theory]
    [InlineData("classes", "[\"a\",\"b\",\"c\"]")]
    [InlineData("names", "{\"2\":\"c\",\"0\":\"a\",\"1\":\"b\"}")]
    [InlineData("labels", "a, b, c")]
    [InlineData("class_names", "a\nb\nc\n")]
    public void ClassNames_AreReadFromMetadata(string key, string value)
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 3, 24), metadataKey: key, metadata: value));

        Assert.Equal(["a", "b", "c"], classifier.Summary.ClassNames);
    }

    [Theory]
    [InlineData("[\"a\",\"b\"]")]
    [InlineData("{0: 'a', 1: 'b', 2: 'c'}")]
    public void ClassNamesThatDoNotFit_AreLeftOut(string value)
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 3, 24), metadataKey: "classes", metadata: value));

        Assert.Empty(classifier.Summary.ClassNames);
    }

    [Fact]
    public void Auto_OnTheCpuPackage_SaysWhyItRunsOnTheCpu()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        Assert.StartsWith("cpu, because this ONNX Runtime is the CPU package", classifier.Summary.Device, StringComparison.Ordinal);
    }

    [Fact]
    public void FastForms_PassTheirSelfCheckHere() => Assert.Null(LoweringCheck.Failure);

    [Fact]
    public void BothLowerings_GiveTheSameGradient()
    {
        var (x, seeds) = (SmallModels.Noise(1, 2, 3, 16, 16), SmallModels.Noise(2, 2, 5));
        using var portable = OnnxClassifier.Load(SmallModels.Convolutional(), new OnnxClassifierOptions { Lowering = Lowering.Portable });
        using var blocked = OnnxClassifier.Load(SmallModels.Convolutional());

        var (expected, found) = (portable.Differentiate(x, seeds).Gradients, blocked.Differentiate(x, seeds).Gradients);

        // Two float32 orders of summation over a few hundred terms.
        Assert.True(Distance(expected, found) < 1e-5);
        Assert.StartsWith("CpuBlocked", blocked.Summary.Lowering, StringComparison.Ordinal);
    }

    private static double Distance(Tensor a, Tensor b) =>
        Math.Sqrt(a.Values.Zip(b.Values, (x, y) => ((double)x - y) * ((double)x - y)).Sum() / a.Values.Sum(x => (double)x * x));
}
