using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;
using MLExplain.Tests.Gradients;

namespace MLExplain.Tests.Models;

/// <summary>Files that fix one image: opened when each image keeps its own scores, else left alone with the reason.</summary>
public sealed class OpenBatchTests
{
    /// <summary>Float32 sums of a few hundred terms in another order, relative to the largest value.</summary>
    private const double Rounding = 1e-5;

    [Fact]
    public void DynamicModel_IsCalledDynamic()
    {
        using var classifier = OnnxClassifier.Load(SmallModels.Convolutional());

        Assert.Equal("dynamic", classifier.Summary.Batch);
    }

    [Theory]
    [InlineData(1, -1)]
    [InlineData(1, 128)]
    [InlineData(-1, 128)]
    public void FixedBatchModel_IsOpened_AndItsExportTakesBatches(int first, int second)
    {
        using var classifier = OnnxClassifier.Load(Fixed((g, features) => g.Node("Reshape", [features, g.Constant(first, second)])));

        Assert.Equal("fixed 1, opened: verified on a batch of 3", classifier.Summary.Batch);
        Assert.Equal(1, classifier.Summary.FixedBatch);
        AssertExportTakesBatches(classifier, SmallModels.Noise(9, 3, 3, 8, 8));
    }

    [Fact]
    public void ChannelsLastAndOneScore_AreOpenedToo()
    {
        var g = new OnnxGraphBuilder("channels last, one score");
        var x = g.Input("image", 1, 8, 8, 3);
        var flat = g.Node("Reshape", [g.Node("Tanh", [x]), g.Constant(1, 192)]);
        g.Output(g.Node("Sigmoid", [g.Node("MatMul", [flat, g.Initializer("w", SmallModels.Noise(3, 192, 1))])]), "p", 1, 1);
        using var classifier = OnnxClassifier.Load(g.Build());

        Assert.Equal("fixed 1, opened: verified on a batch of 3", classifier.Summary.Batch);

        // The second class is the score itself, the first its negative.
        AssertExportTakesBatches(classifier, SmallModels.Noise(9, 3, 3, 8, 8), target: 1);
    }

    [SkippableTheory]
    [InlineData("goldens/models/mnist_cntk_winml.onnx")]
    [InlineData("goldens/models/squeezenet10_fp32_from_fp16.onnx")]
    [InlineData("models/light/light_shufflenet.onnx")]
    public void ModelsOthersMade_AreOpened_AndTheirExportsTakeBatches(string model)
    {
        using var classifier = OnnxClassifier.Load(Repository.SharedFile(model));
        var (c, h, w) = classifier.InputShape;

        Assert.Equal("fixed 1, opened: verified on a batch of 3", classifier.Summary.Batch);
        AssertExportTakesBatches(classifier, SmallModels.Noise(9, 3, c, h, w));
    }

    [Fact]
    public void MeanOverTheBatch_IsRefused() =>
        AssertRefused(
            (g, z) => g.Node("Sub", [z, g.Node("ReduceMean", [z, g.Constant(0)], ("keepdims", 1))]),
            "because ReduceMean 'ReduceMean_", "does not keep the images apart (its shape for N images is [1,128])");

    [Fact]
    public void ProductOfImagesWithImages_IsRefused() =>
        AssertRefused(
            (g, z) => g.Node("MatMul", [g.Node("MatMul", [z, g.Node("Transpose", [z], ("perm", new long[] { 1, 0 }))]), z]),
            "because MatMul 'MatMul_", "does not keep the images apart");

    [Fact]
    public void RunningSumOverTheBatch_KeepsEveryShape_AndIsRefusedByItsScores() =>
        AssertRefused((g, z) => g.Node("CumSum", [z, g.Constant(0)]), "in a batch of 3 random images the scores of image 2 differ by", "");

    [Fact]
    public void ReshapeThatHoldsTheImagesInAnotherAxis_IsRefused() =>
        AssertRefused(
            (g, z) => g.Node("Reshape", [g.Node("Reshape", [z, g.Constant(128, 1)]), g.Constant(1, 128)]),
            "because Reshape 'Reshape_", "(its shape for N images is [128,1])");

    [Fact]
    public void ProductThatFitsOneImageOnly_IsRefusedByTheRuntime() =>
        AssertRefused(
            (g, z) => g.Node("ReduceMean", [g.Node("MatMul", [g.Node("Transpose", [z]), g.Initializer("w", SmallModels.Noise(6, 1, 128))]), g.Constant(0)], ("keepdims", 1)),
            "it does not run with an open batch axis: ", "MatMul");

    [Fact]
    public void ScoresThatIgnoreTheImage_CannotBeVerified() =>
        AssertRefused((g, z) => g.Node("Mul", [z, g.Scalar(0)]), "random images score too much alike", "");

    /// <summary>Convolution on one image 3x8x8, 128 features, and a linear layer.</summary>
    private static OnnxModel Fixed(Func<OnnxGraphBuilder, string, string> flatten)
    {
        var g = new OnnxGraphBuilder("fixed");
        var x = g.Input("image", 1, 3, 8, 8);
        var conv = g.Node("Conv", [x, g.Initializer("w1", SmallModels.Noise(1, 8, 3, 3, 3)), g.Initializer("b1", SmallModels.Noise(2, 8))], ("pads", new long[] { 1, 1, 1, 1 }));
        var pooled = g.Node("MaxPool", [g.Node("Relu", [conv])], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        var logits = g.Node("Gemm", [flatten(g, pooled), g.Initializer("w2", SmallModels.Noise(3, 5, 128)), g.Initializer("b2", SmallModels.Noise(4, 5))], ("transB", 1));
        g.Output(logits, "scores", 1, 5);
        return g.Build();
    }

    private static void AssertExportTakesBatches(OnnxClassifier classifier, Tensor images, int target = 2)
    {
        var exported = classifier.ExportGradient(target);
        using var run = new OrtRun(exported);
        var input = exported.InputNames.Single();

        var batch = run.Run(new Dictionary<string, Tensor> { [input] = images }, "logits", "gradient");

        for (var row = 0; row < 3; row++)
        {
            var one = new Tensor([1, .. images.Shape[1..]], images.Row(row).ToArray());
            var single = run.Run(new Dictionary<string, Tensor> { [input] = one }, "logits", "gradient");
            var direct = classifier.Differentiate(one, SmallModels.OneHot(1, classifier.ClassCount, target));
            AssertClose(single[0].Values, batch[0].Row(row));
            AssertClose(single[1].Values, batch[1].Row(row));
            AssertClose(direct.Logits.Values, batch[0].Row(row));
            AssertClose(direct.Gradients.Values, batch[1].Row(row));
        }
    }

    private static void AssertClose(float[] expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        var (scale, error) = (expected.Max(Math.Abs), expected.Zip(found.ToArray(), (a, b) => Math.Abs(a - b)).Max());
        Assert.True(scale > 0 && error <= Rounding * scale, FormattableString.Invariant($"differs by {error}, largest {scale}"));
    }

    /// <summary>The model still scores any number of images, one by one, and its export takes one.</summary>
    private static void AssertRefused(Func<OnnxGraphBuilder, string, string> mix, string reason, string detail)
    {
        using var classifier = OnnxClassifier.Load(Fixed((g, features) => mix(g, g.Node("Reshape", [features, g.Constant(1, -1)]))));

        var batch = classifier.Summary.Batch;

        Assert.StartsWith("fixed 1: runs one by one, because ", batch, StringComparison.Ordinal);
        Assert.Contains(reason, batch, StringComparison.Ordinal);
        Assert.Contains(detail, batch, StringComparison.Ordinal);
        Assert.Equal([3, 5], classifier.Score(SmallModels.Noise(9, 3, 3, 8, 8)).Shape.ToArray());
    }
}
