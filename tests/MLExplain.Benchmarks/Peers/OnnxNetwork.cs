using MLExplain.Benchmarks.Networks;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Benchmarks.Peers;

/// <summary>Writes a network as an exporter would: raw BatchNormalization nodes, float32, free batch axis.</summary>
internal static class OnnxNetwork
{
    public const string Input = "image";
    public const string Output = "logits";

    public static OnnxModel Export(Network network)
    {
        var builder = new OnnxGraphBuilder(network.Name);
        var values = new string[network.Layers.Count + 1];
        values[0] = builder.Input(Input, -1, Network.Channels, Network.Size, Network.Size);
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            string[] inputs =
            [
                .. layer.Inputs.Select(v => values[v]),
                .. layer.Parameters.Select((p, k) => builder.Initializer($"layer{i}.{k}", new Tensor(p.Shape, p.Values))),
            ];
            values[i + 1] = Append(builder, layer, inputs);
        }

        builder.Output(values[^1], Output, -1, Network.ClassCount);
        return builder.Build();
    }

    private static string Append(OnnxGraphBuilder builder, Layer layer, string[] inputs)
    {
        long[] kernel = [layer.Kernel, layer.Kernel];
        long[] strides = [layer.Stride, layer.Stride];
        long[] pads = [layer.Padding, layer.Padding, layer.Padding, layer.Padding];
        return layer.Kind switch
        {
            LayerKind.Convolution => builder.Node(
                "Conv", inputs, ("kernel_shape", kernel), ("strides", strides), ("pads", pads), ("group", (long)layer.Groups)),
            LayerKind.BatchNormalization => builder.Node("BatchNormalization", inputs, ("epsilon", Network.BatchNormEpsilon)),
            LayerKind.Relu => builder.Node("Relu", inputs),
            LayerKind.Relu6 => builder.Node("Clip", [.. inputs, builder.Scalar(0), builder.Scalar(6)]),
            LayerKind.MaxPool => builder.Node(
                "MaxPool", inputs, ("kernel_shape", kernel), ("strides", strides), ("pads", pads), ("ceil_mode", layer.CeilMode ? 1L : 0L)),
            LayerKind.GlobalAveragePool => builder.Node("Flatten", [builder.Node("GlobalAveragePool", inputs)], ("axis", 1L)),
            LayerKind.Linear => builder.Node("Gemm", inputs, ("transB", 1L)),
            LayerKind.Add => builder.Node("Add", inputs),
            LayerKind.Concat => builder.Node("Concat", inputs, ("axis", 1L)),
            _ => throw new NotSupportedException($"The ONNX side has no layer {layer.Kind}."),
        };
    }
}
