using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>Captum's test network: a 3x3 convolution of ones to two channels (conv1), Relu (relu1), Gemm 8 to 4, Relu, on 4x4 pixels 0..15.</summary>
internal static class OneConvolution
{
    public static OnnxClassifier Create()
    {
        var g = new OnnxGraphBuilder("one-conv");
        g.Rename(g.Node("Conv", [g.Input("x", -1, 1, 4, 4), g.Initializer("w", new Tensor([2, 1, 3, 3], [.. Enumerable.Repeat(1f, 18)])), g.Initializer("b", new Tensor([2], [-50, -75]))]), "conv1");
        g.Rename(g.Node("Relu", ["conv1"]), "relu1");
        var rows = new Tensor([4, 8], [.. Enumerable.Repeat(new float[] { 1, 1, 1, 1, 1, -1, -1, -1 }, 4).SelectMany(r => r)]);
        g.Output(g.Node("Relu", [g.Node("Gemm", [g.Node("Flatten", ["relu1"]), g.Initializer("v", rows)], ("transB", 1))]), "scores", -1, 4);
        return OnnxClassifier.Load(g.Build());
    }

    public static Tensor Image(float added = 0) => new([1, 1, 4, 4], [.. Enumerable.Range(0, 16).Select(i => i + added)]);
}
