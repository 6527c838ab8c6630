using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

/// <summary>A network with a weight of every role: Conv, BatchNormalization, Relu, BatchNormalization, Conv, PRelu, mean, MatMul by a reshaped constant, Add.</summary>
internal static class NormalizedNetwork
{
    public static IReadOnlyDictionary<string, Tensor> Weights { get; } = new Dictionary<string, Tensor>
    {
        ["w1"] = SmallModels.Noise(1, 6, 3, 3, 3), ["b1"] = SmallModels.Noise(2, 6),
        ["gamma1"] = SmallModels.Noise(3, 6), ["beta1"] = SmallModels.Noise(4, 6), ["mean1"] = SmallModels.Noise(5, 6), ["var1"] = Positive(6, 6),
        ["gamma2"] = SmallModels.Noise(7, 6), ["beta2"] = SmallModels.Noise(8, 6), ["mean2"] = SmallModels.Noise(9, 6), ["var2"] = Positive(10, 6),
        ["w2"] = SmallModels.Noise(11, 8, 6, 3, 3), ["slope"] = SmallModels.Noise(12, 8, 1, 1),
        ["w3"] = SmallModels.Noise(13, 8, 1, 4), ["b3"] = SmallModels.Noise(14, 4),
    };

    /// <summary>Values above 0, as a variance has.</summary>
    public static Tensor Positive(int seed, int length) => new([length], [.. SmallModels.Noise(seed, length).Values.Select(v => 1.5f + v)]);

    public static OnnxModel Build(IReadOnlyDictionary<string, Tensor> weights)
    {
        var g = new OnnxGraphBuilder("normalized");
        string weight(string name) => g.Initializer(name, weights[name]);
        var x = g.Input("image", -1, 3, 12, 12);
        var first = g.Node("Conv", [x, weight("w1"), weight("b1")], ("pads", new long[] { 1, 1, 1, 1 }));
        var norm = g.Node("BatchNormalization", [first, weight("gamma1"), weight("beta1"), weight("mean1"), weight("var1")]);
        var own = g.Node("BatchNormalization", [g.Node("Relu", [norm]), weight("gamma2"), weight("beta2"), weight("mean2"), weight("var2")]);
        var second = g.Node("PRelu", [g.Node("Conv", [own, weight("w2")]), weight("slope")]);
        var features = g.Node("Flatten", [g.Node("GlobalAveragePool", [second])], ("axis", 1));
        var matrix = g.Node("Reshape", [weight("w3"), g.Constant(8, 4)]);
        g.Output(g.Node("Add", [g.Node("MatMul", [features, matrix]), weight("b3")]), "scores", -1, 4);
        return g.Build();
    }
}
