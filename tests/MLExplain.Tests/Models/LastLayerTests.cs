using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Models;

public sealed class LastLayerTests
{
    private const int Classes = 5;
    private const int Width = 4;

    /// <summary>Two float32 evaluations of sums of 4 products near 1.</summary>
    private const double Rounding = 1e-5;

    private static readonly Tensor Images = SmallModels.Noise(21, 3, 3, 8, 8);

    private static readonly (string Name, bool HasBias, Func<OnnxGraphBuilder, string, string> Add)[] Heads =
    [
        ("gemm", true, (g, maps) => g.Node("Gemm", [Mean(g, maps), g.Initializer("w", SmallModels.Noise(5, Classes, Width)), g.Initializer("b", SmallModels.Noise(6, Classes))], ("transB", 1L))),
        ("gemm untransposed", false, (g, maps) => g.Node("Gemm", [Mean(g, maps), g.Initializer("w", SmallModels.Noise(5, Width, Classes))])),
        ("matmul, add", true, (g, maps) => g.Node("Add", [g.Initializer("b", SmallModels.Noise(6, Classes)), g.Node("MatMul", [Mean(g, maps), g.Initializer("w", SmallModels.Noise(5, Width, Classes))])])),
        ("matmul of a transposed weight", false, (g, maps) =>
            g.Node("MatMul", [Mean(g, maps), g.Node("Transpose", [g.Initializer("w", SmallModels.Noise(5, Classes, Width))], ("perm", new long[] { 1, 0 }))])),
        ("convolution, mean", true, (g, maps) => Mean(g, g.Node("Conv", [maps, g.Initializer("w", SmallModels.Noise(5, Classes, Width, 1, 1)), g.Initializer("b", SmallModels.Noise(6, Classes))]))),
        ("mean, convolution", true, (g, maps) => g.Node(
            "Flatten", [g.Node("Conv", [g.Node("GlobalAveragePool", [maps]), g.Initializer("w", SmallModels.Noise(5, Classes, Width, 1, 1)), g.Initializer("b", SmallModels.Noise(6, Classes))])])),
        ("one score", true, (g, maps) => g.Node("Gemm", [Mean(g, maps), g.Initializer("w", SmallModels.Noise(5, 1, Width)), g.Initializer("b", SmallModels.Noise(6, 1))], ("transB", 1L))),
    ];

    public static TheoryData<string> HeadNames => new(Heads.Select(h => h.Name));

    [Theory]
    [MemberData(nameof(HeadNames))]
    public void FeaturesTimesWeights_AreTheScores_AlsoOfNewWeights(string name)
    {
        var (_, hasBias, add) = Heads.Single(h => h.Name == name);
        using var model = OnnxClassifier.Load(FeatureClassifierTests.WithHead(add));
        var layer = model.LastLayer;

        var features = model.Features(Images);
        var old = layer.Rows(model.ReadWeight(layer.Kernel));
        var (weights, bias) = (SmallModels.Noise(31, layer.Scores, Width), SmallModels.Noise(32, layer.Scores));
        var changed = model.WithWeights(layer.Stored(weights, bias));

        Assert.Equal(hasBias, layer.Bias is not null);
        AssertScores(model.Score(Images), features, old, layer.Bias is null ? null : model.ReadWeight(layer.Bias));
        AssertScores(changed.Score(Images), features, weights, layer.Bias is null ? null : bias);
        Assert.Equal(features.Values, ((ILastLayerClassifier)changed).Features(Images).Values);
    }

    [Fact]
    public void ARectifiedHead_IsRefused_NamingWhatMakesTheScores()
    {
        using var model = OnnxClassifier.Load(FeatureClassifierTests.WithHead((g, maps) => Mean(g, g.Node("Relu", [
            g.Node("Conv", [maps, g.Initializer("w", SmallModels.Noise(5, Classes, Width, 1, 1)), g.Initializer("b", SmallModels.Noise(6, Classes))])]))));

        var refusal = Assert.Throws<NotSupportedException>(() => model.Features(Images));

        Assert.Contains("is made by Relu", refusal.Message, StringComparison.Ordinal);
    }

    private static string Mean(OnnxGraphBuilder g, string maps) => g.Node("Flatten", [g.Node("GlobalAveragePool", [maps])]);

    /// <summary>A model with one score gives its two classes −z and z.</summary>
    private static void AssertScores(Tensor scores, Tensor features, Tensor weights, Tensor? bias)
    {
        for (var n = 0; n < scores.Shape[0]; n++)
        {
            for (var k = 0; k < scores.Shape[1]; k++)
            {
                var (row, sign) = weights.Shape[0] == 1 ? (0, k == 0 ? -1 : 1) : (k, 1);
                var expected = (bias?.Values[row] ?? 0.0) + Enumerable.Range(0, weights.Shape[1]).Sum(c => (double)weights.Row(row)[c] * features.Row(n)[c]);
                Assert.Equal(sign * expected, scores.Row(n)[k], Rounding);
            }
        }
    }
}
