using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Saliency;

/// <summary>Guided Backprop, DeconvNet and Guided Grad-CAM where every number is a small integer or a half, so that equality is exact.</summary>
public sealed class RectifiedGradientTests
{
    [Fact]
    public void GuidedBackprop_GivesTheMapCaptumPrints() =>
        Equal([0, 1, 1, 1, 1, 3, 3, 2, 1, 3, 3, 2, 1, 2, 2, 1], new GuidedBackprop());

    [Fact]
    public void DeconvNet_GivesTheMapCaptumPrints() =>
        Equal([2, 3, 3, 1, 3, 5, 5, 2, 3, 5, 5, 2, 1, 2, 2, 1], new DeconvNet());

    [Fact]
    public void GuidedGradCam_GivesTheMapCaptumPrints() =>
        Equal([0, 0, 4, 4, 0, 0, 12, 8, 28, 84, 97.5f, 65, 28, 56, 65, 32.5f], new GuidedGradCam(new() { Layer = "relu1" }));

    /// <summary>The textbook case of a gradient that Guided Backprop stops everywhere.</summary>
    [Fact]
    public void GuidedBackpropOfRectifiedNegativeSquare_IsTheZeroXpliquePrints()
    {
        var g = new OnnxGraphBuilder("relu-square");
        var relu = g.Node("Relu", [g.Input("x", -1, 1, 2, 2)]);
        var square = g.Node("Mul", [g.Node("Mul", [relu, relu]), g.Scalar(-1)]);
        g.Output(g.Node("Gemm", [g.Node("Flatten", [square]), g.Initializer("sum", new Tensor([4, 2], [1, 0, 1, 0, 1, 0, 1, 0]))]), "scores", -1, 2);
        using var model = OnnxClassifier.Load(g.Build());
        var image = new Tensor([1, 1, 2, 2], [5, 0, -5, 10]);

        Assert.Equal([-10, 0, 0, -20], new Gradient().Explain(model, image).Values.Values.Select(v => v + 0f));
        Assert.Equal([0, 0, 0, 0], new GuidedBackprop().Explain(model, image).Values.Values.Select(v => v + 0f));
    }

    /// <summary>Channel 0 of relu1 is [0, 4; 31, 40], channel 1 [0, 0; 6, 15]; each activation returns to its 3x3 window with its own value.</summary>
    [Theory]
    [InlineData(null, 1, 0, new float[] { 0, 0, 0, 0, 0, 40, 40, 40, 0, 40, 40, 40, 0, 40, 40, 40 })]
    [InlineData(1, 2, 1, new float[] { 0, 0, 0, 0, 6, 21, 21, 15, 6, 21, 21, 15, 6, 21, 21, 15 })]
    [InlineData(1, 99, 1, new float[] { 0, 0, 0, 0, 6, 21, 21, 15, 6, 21, 21, 15, 6, 21, 21, 15 })]
    public void DeconvNetOfALayer_BringsItsStrongestActivationsBackToTheirWindows(int? channel, int activations, int found, float[] expected)
    {
        using var model = OneConvolution.Create();

        var result = new DeconvNet(new() { Layer = "relu1", Channel = channel, Activations = activations }).Explain(model, OneConvolution.Image());

        Assert.Equal(expected, result.Values.Values);
        Assert.Equal([new("channel", found), new("activation", found == 0 ? 40 : 15)], result.Figures);
        Assert.Equal($"The map shows what in the image made channel {found} of layer 'relu1' active; it is the same for every class.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void DeconvNetOfASilentChannel_IsZeroWithAWarning()
    {
        using var model = OneConvolution.Create();

        var result = new DeconvNet(new() { Layer = "relu1", Channel = 1 }).Explain(model, new Tensor([1, 1, 4, 4], new float[16]));

        Assert.All(result.Values.Values, v => Assert.Equal(0, v));
        Assert.Equal("Channel 1 of layer 'relu1' has no positive activation at this image, so the map is 0 everywhere.", Assert.Single(result.Warnings));
    }

    [Fact]
    public void NetworkWithoutRectifiers_IsRefused()
    {
        using var model = OnnxClassifier.Load(SmallModels.Linear(SmallModels.Noise(1, 3, 24)));
        var image = SmallModels.Noise(2, 1, 2, 3, 4);

        Assert.All(new ISaliencyMethod[] { new GuidedBackprop(), new DeconvNet() }, method =>
            Assert.Contains("no rectifier", Assert.Throws<UnsupportedOperatorException>(() => method.Explain(model, image)).Message, StringComparison.Ordinal));
    }

    /// <summary>Which clips are rectifiers, told alike before a method is made and when it runs.</summary>
    [Theory]
    [InlineData(0f, true)]
    [InlineData(-1f, false)]
    [InlineData(null, false)]
    public void OnlyAClipFromZero_IsARectifier(float? lower, bool rectifies)
    {
        using var model = OnnxClassifier.Load(SmallModels.Linear(
            SmallModels.Noise(1, 3, 24), (g, z) => g.Node("Mul", [g.Node("Clip", [z, lower is { } bound ? g.Scalar(bound) : "", g.Scalar(1)]), g.Scalar(2)])));
        var image = SmallModels.Noise(2, 1, 2, 3, 4);

        var refused = Record.Exception(() => new GuidedBackprop().Explain(model, image));

        Assert.Equal(rectifies, model.Summary.HasRectifier);
        Assert.Equal(rectifies, SaliencyMethods.Find("guided-backprop").Refusal(model.Summary) is null);
        Assert.Equal(rectifies, refused is null);
    }

    private static void Equal(float[] expected, ISaliencyMethod method)
    {
        using var model = OneConvolution.Create();

        var result = method.Explain(model, OneConvolution.Image());

        Assert.Equal(54, result.Score);
        Assert.Equal(expected, result.Values.Values);
    }
}
