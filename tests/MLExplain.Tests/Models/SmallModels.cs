using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

/// <summary>Models built in code, small enough to know their scores and gradients in closed form or to run in a blink.</summary>
internal static class SmallModels
{
    public static Tensor Noise(int seed, params ReadOnlySpan<int> shape)
    {
        var random = new Random(seed);
        var tensor = new Tensor(shape);
        for (var i = 0; i < tensor.Length; i++)
        {
            tensor.Values[i] = (float)((2 * random.NextDouble()) - 1);
        }

        return tensor;
    }

    public static Tensor OneHot(int rows, int classes, int target)
    {
        var seeds = new Tensor(rows, classes);
        for (var row = 0; row < rows; row++)
        {
            seeds.Row(row)[target] = 1;
        }

        return seeds;
    }

    /// <summary>logits = W · x + b on images 2x3x4; the tail is appended by the caller.</summary>
    public static OnnxModel Linear(Tensor weight, Func<OnnxGraphBuilder, string, string>? tail = null, long batch = -1, string? metadataKey = null, string metadata = "")
    {
        var g = new OnnxGraphBuilder("linear");
        var x = g.Input("x", batch, 2, 3, 4);
        var classes = weight.Shape[0];
        var z = g.Node("Gemm", [g.Node("Flatten", [x], ("axis", 1)), g.Initializer("w", weight), g.Initializer("b", Noise(5, classes))], ("transB", 1));
        var y = tail is null ? z : tail(g, z);
        g.Graph.Output.Add(new ValueInfoProto { Name = y, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } } });
        if (metadataKey is not null)
        {
            g.Metadata(metadataKey, metadata);
        }

        return g.Build();
    }

    /// <summary>Conv, Relu, MaxPool, Conv, Relu, GlobalAveragePool, Flatten, Gemm, Softmax on images 3 × size × size with 5 classes; front and tail are appended to the image and the logits by the caller.</summary>
    public static OnnxModel Convolutional(
        long batch = -1, int size = 16, Func<OnnxGraphBuilder, string, string>? front = null, Func<OnnxGraphBuilder, string, string>? tail = null)
    {
        var g = new OnnxGraphBuilder("convolutional");
        var image = g.Input("image", batch, 3, size, size);
        var x = front is null ? image : front(g, image);
        var first = g.Node("Relu", [g.Node("Conv", [x, g.Initializer("w1", Noise(1, 8, 3, 3, 3)), g.Initializer("b1", Noise(2, 8))], ("pads", new long[] { 1, 1, 1, 1 }))]);
        var pooled = g.Node("MaxPool", [first], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 }));
        var second = g.Node("Relu", [g.Node("Conv", [pooled, g.Initializer("w2", Noise(3, 16, 8, 3, 3)), g.Initializer("b2", Noise(4, 16))], ("pads", new long[] { 1, 1, 1, 1 }))]);
        var features = g.Node("Flatten", [g.Node("GlobalAveragePool", [second])], ("axis", 1));
        var logits = g.Node("Gemm", [features, g.Initializer("w3", Noise(5, 5, 16)), g.Initializer("b3", Noise(6, 5))], ("transB", 1));
        logits = tail is null ? logits : tail(g, logits);
        g.Output(g.Node("Softmax", [logits], ("axis", 1)), "probabilities", batch, 5);
        return g.Build();
    }
}
