using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

/// <summary>Small networks with hand-set weights whose results the reference implementations print literally; all are small integers, so equality is exact.</summary>
public sealed class ReferenceConformanceTests
{
    /// <summary>Captum's one-convolution network: Conv 3x3 of ones to two channels, Relu, Gemm 8 to 4, Relu.</summary>
    private static OnnxClassifier OneConv()
    {
        var g = new OnnxGraphBuilder("one-conv");
        var x = g.Input("x", -1, 1, 4, 4);
        var w = g.Initializer("w", new Tensor([2, 1, 3, 3], [.. Enumerable.Repeat(1f, 18)]));
        var b = g.Initializer("b", new Tensor([2], [-50, -75]));
        var flat = g.Node("Flatten", [g.Node("Relu", [g.Node("Conv", [x, w, b])])]);
        var row = new float[] { 1, 1, 1, 1, 1, -1, -1, -1 };
        var v = g.Initializer("v", new Tensor([4, 8], [.. Enumerable.Repeat(row, 4).SelectMany(r => r)]));
        g.Output(g.Node("Relu", [g.Node("Gemm", [flat, v], ("transB", 1))]), "scores", -1, 4);
        return OnnxClassifier.Load(g.Build());
    }

    public static TheoryData<string, float[]> OneConvMaps => new()
    {
        { "standard", [0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0] },
        { "guided", [0, 1, 1, 1, 1, 3, 3, 2, 1, 3, 3, 2, 1, 2, 2, 1] },
        { "deconvnet", [2, 3, 3, 1, 3, 5, 5, 2, 3, 5, 5, 2, 1, 2, 2, 1] },
    };

    [Theory]
    [MemberData(nameof(OneConvMaps))]
    public void OneConvolution_GivesTheMapsCaptumPrints(string rules, float[] expected)
    {
        using var model = OneConv();
        var x = new Tensor([1, 1, 4, 4], [.. Enumerable.Range(0, 16).Select(i => (float)i)]);

        var result = model.Differentiate(x, new Tensor([1, 4], [1, 0, 0, 0]), Named(rules));

        Assert.Equal(54, result.Logits.Values[0]);
        Assert.Equal(expected, result.Gradients.Values);
    }

    [Theory]
    [InlineData("standard", new float[] { -10, 0, 0, -20 })]
    [InlineData("guided", new float[] { 0, 0, 0, 0 })]
    public void ReluThenMinusSquare_GivesTheGradientsXpliquePrints(string rules, float[] expected)
    {
        var g = new OnnxGraphBuilder("relu-square");
        var relu = g.Node("Relu", [g.Input("x", -1, 1, 2, 2)]);
        var square = g.Node("Mul", [g.Node("Mul", [relu, relu]), g.Scalar(-1)]);
        var sum = g.Initializer("sum", new Tensor([4, 2], [1, 0, 1, 0, 1, 0, 1, 0]));
        g.Output(g.Node("Gemm", [g.Node("Flatten", [square]), sum]), "scores", -1, 2);
        using var model = OnnxClassifier.Load(g.Build());

        var result = model.Differentiate(new Tensor([1, 1, 2, 2], [5, 0, -5, 10]), new Tensor([1, 2], [1, 0]), Named(rules));

        Assert.Equal(expected, result.Gradients.Values.Select(v => v + 0f));
    }

    private static RuleSet Named(string rules) => new[] { RuleSet.Standard, RuleSet.Guided, RuleSet.Deconvnet }.Single(r => r.Name == rules);
}
