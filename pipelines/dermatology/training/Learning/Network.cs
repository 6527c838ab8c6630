using Dermatology.Drawing;
using MLExplain.Imaging;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace Dermatology.Learning;

/// <summary>A small convolutional network, as an ONNX graph: four 3x3 convolutions, global average pooling, one linear layer.</summary>
/// <remarks>Without normalisation layers, so that a row of a batch never depends on the others, in training as in use.</remarks>
internal static class Network
{
    public const int Side = 64;
    public const int Classes = 2;
    public const string Image = "image";
    public const string Probabilities = "probabilities";

    private static readonly int[] Channels = [3, 16, 24, 40, 64];

    /// <summary>How a picture becomes the network's input; audit.yaml says the same.</summary>
    public static Preprocessing Preprocessing { get; } = new() { Width = Side, Height = Side, Mean = [0.5f], Std = [0.25f] };

    /// <summary>Fresh weights: normal with variance 2 / fan-in (He et al. 2015, arXiv:1502.01852, eq. 10), biases 0.</summary>
    public static Dictionary<string, Tensor> Initial(RandomStream random)
    {
        var weights = new Dictionary<string, Tensor>();
        for (var layer = 1; layer < Channels.Length; layer++)
        {
            weights[$"conv{layer}.weight"] = Normal(random, Math.Sqrt(2.0 / (9 * Channels[layer - 1])), Channels[layer], Channels[layer - 1], 3, 3);
            weights[$"conv{layer}.bias"] = new Tensor(Channels[layer]);
        }

        weights["linear.weight"] = Normal(random, Math.Sqrt(1.0 / Channels[^1]), Classes, Channels[^1]);
        weights["linear.bias"] = new Tensor(Classes);
        return weights;
    }

    /// <summary>The classifier: image in, probabilities of benign and malignant out.</summary>
    public static OnnxModel Classifier(string name, IReadOnlyDictionary<string, Tensor> weights)
    {
        var builder = new OnnxGraphBuilder(name);
        var logits = Logits(builder, weights, weightsAsInputs: false);
        builder.Output(builder.Node("Softmax", [logits], ("axis", 1)), Probabilities, -1, Classes);
        builder.Metadata("classes", string.Join(',', Enum.GetNames<Diagnosis>()).ToLowerInvariant());
        return builder.Build();
    }

    /// <summary>The classifier up to its logits, for training.</summary>
    /// <param name="weights">The weights, or only their shapes where they are inputs.</param>
    /// <param name="weightsAsInputs">Whether the weights are fed on each run.</param>
    /// <returns>The graph, and the name of its logits.</returns>
    public static (OnnxModel Model, string Logits) Trunk(IReadOnlyDictionary<string, Tensor> weights, bool weightsAsInputs)
    {
        var builder = new OnnxGraphBuilder("trunk");
        var logits = Logits(builder, weights, weightsAsInputs);
        builder.Output(logits, logits, -1, Classes);
        return (builder.Build(), logits);
    }

    private static string Logits(OnnxGraphBuilder builder, IReadOnlyDictionary<string, Tensor> weights, bool weightsAsInputs)
    {
        foreach (var (name, values) in weights)
        {
            _ = weightsAsInputs ? builder.Input(name, Array.ConvertAll(values.Shape.ToArray(), d => (long)d)) : builder.Initializer(name, values);
        }

        var features = builder.Input(Image, -1, 3, Side, Side);
        for (var layer = 1; layer < Channels.Length; layer++)
        {
            var stride = layer == 1 ? 2L : 1L;
            features = builder.Node(
                "Conv",
                [features, $"conv{layer}.weight", $"conv{layer}.bias"],
                ("kernel_shape", new[] { 3L, 3L }), ("pads", new[] { 1L, 1L, 1L, 1L }), ("strides", new[] { stride, stride }));
            features = builder.Node("Relu", [features]);
            if (layer is 2 or 3)
            {
                features = builder.Node("MaxPool", [features], ("kernel_shape", new[] { 2L, 2L }), ("strides", new[] { 2L, 2L }));
            }
        }

        var pooled = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [features])]);
        return builder.Node("Gemm", [pooled, "linear.weight", "linear.bias"], ("transB", 1L));
    }

    private static Tensor Normal(RandomStream random, double deviation, params ReadOnlySpan<int> shape)
    {
        var tensor = new Tensor(shape);
        for (var i = 0; i < tensor.Length; i++)
        {
            tensor.Values[i] = (float)(deviation * random.Normal());
        }

        return tensor;
    }
}
