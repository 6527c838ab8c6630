using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;
using MLExplain.Tensors;
using ValueInfo = MLExplain.Onnx.Proto.ValueInfoProto;

namespace MLExplain.Tests.Onnx;

/// <summary>An upgraded model computes what the old one did, both run by ONNX Runtime.</summary>
public sealed class OpsetUpgradeTests
{
    /// <summary>Equal operators on equal data, only written differently.</summary>
    private const double Bitwise = 0;

    /// <summary>Float32 rounding where a fused kernel became several operators.</summary>
    private const double Rounding = 1e-6;

    private static readonly Dictionary<string, OldOperator> Old = new[]
    {
        new OldOperator("Squeeze", 7, [2, 1, 3, 1], (g, x) => g.Node("Squeeze", [x], ("axes", new long[] { 1, 3 }))),
        new("Squeeze without axes", 11, [2, 1, 3, 1], (g, x) => g.Node("Squeeze", [x])),
        new("Unsqueeze", 12, [2, 3], (g, x) => g.Node("Unsqueeze", [x], ("axes", new long[] { 0, -1 }))),
        new("Clip both", 7, [2, 9], (g, x) => g.Node("Clip", [x], ("min", -0.3f), ("max", 0.4f))),
        new("Clip min", 7, [2, 9], (g, x) => g.Node("Clip", [x], ("min", -0.3f))),
        new("Clip max", 10, [2, 9], (g, x) => g.Node("Clip", [x], ("max", 0.4f))),
        new("Clip none", 10, [2, 9], (g, x) => g.Node("Clip", [x])),
        new("Slice", 9, [4, 5, 6], (g, x) => g.Node("Slice", [x], ("starts", new long[] { 1, -4 }), ("ends", new long[] { 3, 99 }), ("axes", new long[] { 0, 2 }))),
        new("Slice without axes", 7, [4, 5], (g, x) => g.Node("Slice", [x], ("starts", new long[] { 1, 2 }), ("ends", new long[] { 3, 4 }))),
        new("Pad", 10, [2, 3, 4], (g, x) => g.Node("Pad", [x], ("pads", new long[] { 0, 1, 2, 0, 0, 1 }), ("value", 0.7f))),
        new("Pad reflect", 7, [2, 3, 4], (g, x) => g.Node("Pad", [x], ("pads", new long[] { 0, 1, 2, 0, 0, 1 }), ("mode", "reflect"))),
        new("Split sizes", 11, [2, 6], (g, x) => g.Node("Sub", g.Nodes("Split", [x], 2, ("axis", 1), ("split", new long[] { 3, 3 })))),
        new("Split equally", 7, [2, 6], (g, x) => g.Node("Sub", g.Nodes("Split", [x], 2, ("axis", 1)))),
        new("Split equally, input form", 13, [2, 6], (g, x) => g.Node("Sub", g.Nodes("Split", [x], 2, ("axis", 1)))),
        new("Split sizes, input form", 17, [2, 6], (g, x) => g.Nodes("Split", [x, g.Constant(4, 2)], 2, ("axis", 1))[1]),
        new("Dropout", 7, [2, 6], (g, x) => g.Nodes("Dropout", [x], 2, ("ratio", 0.3f))[0]),
        new("TopK", 9, [2, 6], (g, x) => g.Nodes("TopK", [x], 2, ("k", 3))[0]),
        new("Upsample nearest", 7, [1, 2, 3, 3], (g, x) => g.Node("Upsample", [x], ("scales", new float[] { 1, 1, 2, 3 }))),
        new("Upsample fractional", 9, [1, 2, 5, 5], (g, x) => g.Node("Upsample", [x, g.Constant([4], [1, 1, 1.6f, 2.3f])])),
        new("Upsample linear", 9, [1, 2, 3, 4], (g, x) => g.Node("Upsample", [x, g.Constant([4], [1, 1, 2, 2])], ("mode", "linear"))),
        new("Resize-10 up", 10, [1, 2, 5, 5], (g, x) => g.Node("Resize", [x, g.Constant([4], [1, 1, 1.6f, 2])])),
        new("Resize-10 down", 10, [1, 2, 7, 8], (g, x) => g.Node("Resize", [x, g.Constant([4], [1, 1, 0.5f, 0.6f])])),
        new("Resize-10 up and down", 10, [1, 2, 7, 8], (g, x) => g.Node("Resize", [x, g.Constant([4], [1, 1, 1.7f, 0.6f])])),
        new("Resize-10 linear", 10, [1, 2, 7, 8], (g, x) => g.Node("Resize", [x, g.Constant([4], [1, 1, 1.7f, 0.6f])], ("mode", "linear"))),
        new("Resize-11 sizes", 11, [1, 2, 3, 3], (g, x) => g.Node("Resize", [x, g.Constant([0], []), g.Constant([0], []), g.Constant(1, 2, 6, 5)], ("mode", "linear"))),
        new("Softmax, middle axis", 7, [2, 3, 4], (g, x) => g.Node("Softmax", [x])),
        new("Softmax, axis 0", 11, [2, 3, 4], (g, x) => g.Node("Softmax", [x], ("axis", 0))),
        new("Softmax, last axis", 12, [2, 3, 4], (g, x) => g.Node("Softmax", [x], ("axis", 2))),
        new("Softmax, negative axis", 12, [2, 3, 4], (g, x) => g.Node("Softmax", [x], ("axis", -2))),
        new("Softmax, 1x1 map", 9, [2, 5, 1, 1], (g, x) => g.Node("Softmax", [x])),
        new("Softmax, shape not declared", 9, [2, 3, 4], (g, x) => g.Node("Softmax", [g.Node("Abs", [x])])),
        new("Resize-10, scales at run time", 10, [1, 2, 7, 8], (g, x) => g.Node("Resize", [x, g.Node("Abs", [g.Constant([4], [1, 1, -1.7f, -0.6f])])])),
        new("LogSoftmax, middle axis", 9, [2, 3, 4], (g, x) => g.Node("LogSoftmax", [x])),
        new("Hardmax, middle axis", 9, [2, 3, 4], (g, x) => g.Node("Hardmax", [x])),
        new("BatchNormalization", 7, [2, 3, 4], (g, x) => Normalized(g, x, [3])),
        new("BatchNormalization, per element", 7, [2, 3, 4], (g, x) => Normalized(g, x, [3, 4], ("spatial", 0))) { Tolerance = Rounding },
        new("Scatter", 9, [2, 3], (g, x) => g.Node("Scatter", [x, Indices(g, [1, 2], 2, 0), g.Constant([1, 2], [5, 6])], ("axis", 1))),
        new("ReduceMean", 13, [2, 3, 4], (g, x) => g.Node("ReduceMean", [x], ("axes", new long[] { 1 }), ("keepdims", 0))),
        new("ReduceMean of all", 7, [2, 3, 4], (g, x) => g.Node("ReduceMean", [x])),
        new("ReduceSum", 12, [2, 3, 4], (g, x) => g.Node("ReduceSum", [x], ("axes", new long[] { -1 }))),
        new("ReduceMax", 17, [2, 3, 4], (g, x) => g.Node("ReduceMax", [x], ("axes", new long[] { 1, 2 }))),
        new("ReduceL2", 11, [2, 3, 4], (g, x) => g.Node("ReduceL2", [x], ("axes", new long[] { 1 }))),
        new("ReduceLogSumExp", 17, [2, 3, 4], (g, x) => g.Node("ReduceLogSumExp", [x], ("axes", new long[] { 1 }))),
        new("RoiAlign", 10, [1, 1, 8, 8], (g, x) => g.Node(
            "RoiAlign", [x, g.Constant([1, 4], [0, 0, 5, 6]), Indices(g, [1], 0)], ("output_height", 3), ("output_width", 3))),
    }.ToDictionary(c => c.Name);

    public static TheoryData<string> Cases => new(Old.Keys);

    public static TheoryData<string> Networks =>
    [
        "light/light_bvlc_alexnet.onnx", "light/light_densenet121.onnx", "light/light_inception_v1.onnx", "light/light_inception_v2.onnx",
        "light/light_resnet50.onnx", "light/light_shufflenet.onnx", "light/light_squeezenet.onnx", "light/light_vgg19.onnx", "light/light_zfnet512.onnx",
    ];

    public static TheoryData<string> Goldens => ["captum_one_conv.onnx", "mnist_cntk_winml.onnx", "squeezenet10_fp32_from_fp16.onnx"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void UpgradedOperator_ComputesWhatTheOldOneDid(string name)
    {
        var @case = Old[name];
        var g = new OnnxGraphBuilder(name, @case.Opset);
        var y = @case.Graph(g, g.Input("x", [.. @case.Shape.Select(d => (long)d)]));
        var before = g.Build();
        before.Graph.Output.Add(new ValueInfo { Name = y });
        var inputs = new Dictionary<string, Tensor> { ["x"] = ForwardPass.RandomTensor(new Random(7), @case.Shape) };

        var after = Canonicalization.Apply(before);

        Assert.Equal(OnnxGraphBuilder.CanonicalOpset, after.Opset);
        Assert.InRange(ForwardPass.Difference(before, after, inputs), 0, @case.Tolerance);
    }

    [SkippableTheory]
    [MemberData(nameof(Networks))]
    public void UpgradedNetwork_ComputesWhatTheOldOneDid(string file) => NetworkIsUnchanged(Repository.SharedFile("models", file));

    [SkippableTheory]
    [MemberData(nameof(Goldens))]
    public void UpgradedGolden_ComputesWhatTheOldOneDid(string file) => NetworkIsUnchanged(Repository.SharedFile("goldens", "models", file));

    [Theory]
    [InlineData(6)]
    [InlineData(OpsetUpgrade.MaxOpset + 1)]
    public void OpsetOutsideTheRange_IsRefusedWithTheRange(int opset)
    {
        var e = Assert.Throws<OnnxFormatException>(() => Canonicalization.Apply(Tiny(opset)));

        Assert.Equal($"'tiny' uses opset {opset}; opsets 7 to {OpsetUpgrade.MaxOpset} are read. Export the model again, for example at opset 18.", e.Message);
    }

    [Fact]
    public void MaxOpset_IsTheNewestThatTheRuntimeLoads()
    {
        using var newest = new InferenceSession(Tiny(OpsetUpgrade.MaxOpset).ToBytes());

        Assert.ThrowsAny<OnnxRuntimeException>(() => new InferenceSession(Tiny(OpsetUpgrade.MaxOpset + 1).ToBytes()));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(22)]
    public void ModelAtCanonicalOpsetOrNewer_IsLeftAsItIs(int opset) => Assert.Equal(opset, Canonicalization.Apply(Tiny(opset)).Opset);

    [Fact]
    public void NodesInsideControlFlow_AreUpgradedToo()
    {
        var branches = new[] { ("then_branch", "min", 0.1f), ("else_branch", "max", 0.2f) }.Select(b =>
        {
            var branch = new OnnxGraphBuilder(b.Item1, 10);
            branch.Graph.Output.Add(new ValueInfo { Name = branch.Node("Clip", ["x"], (b.Item2, b.Item3)) });
            branch.Graph.Node[0].Output[0] = branch.Graph.Output[0].Name = b.Item1 + "_y";
            return (b.Item1, branch.Graph);
        }).ToList();
        var g = new OnnxGraphBuilder("flow", 10);
        var x = g.Input("x", 2, 3);
        var y = g.Node("If", [g.Node("Greater", [g.Node("ReduceMax", [x], ("keepdims", 0)), g.Scalar(-9)])]);
        foreach (var (name, graph) in branches)
        {
            g.Graph.Node[^1].Attribute.Add(new MLExplain.Onnx.Proto.AttributeProto
            {
                Name = name, Type = MLExplain.Onnx.Proto.AttributeProto.Types.AttributeType.Graph, G = graph,
            });
        }

        var before = g.Build();
        before.Graph.Output.Add(new ValueInfo { Name = y });
        var after = Canonicalization.Apply(before);

        var inputs = new Dictionary<string, Tensor> { ["x"] = new([2, 3], [-1, 0.05f, 0.5f, 1, -2, 0.1f]) };
        Assert.Equal(Bitwise, ForwardPass.Difference(before, after, inputs));
    }

    [Fact]
    public void UsedTrainingOutput_IsRefusedWithTheNodeAndTheWayOut()
    {
        var g = new OnnxGraphBuilder("trains", 9);
        var outputs = g.Nodes("Dropout", [g.Input("x", 2, 3)], 2);
        g.Output(g.Node("Mul", outputs), "y", 2, 3);

        var e = Assert.Throws<OnnxFormatException>(() => Canonicalization.Apply(g.Build()));

        Assert.Equal(
            $"Operator Dropout (node '{outputs[0]}') in 'trains' cannot be brought to opset 18: its mask '{outputs[1]}' is used. Export the model again at opset 18 or newer.",
            e.Message);
    }

    [Fact]
    public void BatchNormalizationInTrainingMode_IsRefused()
    {
        var g = new OnnxGraphBuilder("trains", 9);
        var w = g.Initializer("w", new Tensor([3], [1, 1, 1]));
        var y = g.Nodes("BatchNormalization", [g.Input("x", 2, 3, 4), w, w, w, w], 5)[0];
        g.Output(y, "y", 2, 3, 4);

        var e = Assert.Throws<OnnxFormatException>(() => Canonicalization.Apply(g.Build()));

        Assert.Contains($"BatchNormalization (node '{y}') in 'trains' cannot be brought to opset 18: it was exported in training mode", e.Message, StringComparison.Ordinal);
    }

    private static void NetworkIsUnchanged(string path)
    {
        var before = OnnxModel.Load(path);
        var inputs = ForwardPass.RandomInputs(before, seed: 3);

        var after = Canonicalization.Apply(before);

        Assert.Equal(Bitwise, ForwardPass.Difference(before, after, inputs));
    }

    private static OnnxModel Tiny(int opset)
    {
        var g = new OnnxGraphBuilder("tiny", opset);
        g.Output(g.Node("Relu", [g.Input("x", 2, 3)]), "y", 2, 3);
        return g.Build();
    }

    private static string Indices(OnnxGraphBuilder g, long[] dims, params long[] values)
    {
        var flat = g.Constant(values);
        g.Graph.Initializer.Single(t => t.Name == flat).Dims.Clear();
        g.Graph.Initializer.Single(t => t.Name == flat).Dims.AddRange(dims);
        return flat;
    }

    private static string Normalized(OnnxGraphBuilder g, string x, int[] shape, params (string, object)[] attributes)
    {
        var random = new Random(5);
        var parameters = Enumerable.Range(0, 4).Select(i => g.Initializer($"p{i}", ForwardPass.RandomTensor(random, shape))).ToArray();
        // The variance must be positive.
        var variance = g.Node("Exp", [parameters[3]]);
        return g.Node("BatchNormalization", [x, .. parameters[..3], variance], attributes);
    }

    private sealed record OldOperator(string Name, int Opset, int[] Shape, Func<OnnxGraphBuilder, string, string> Graph)
    {
        public double Tolerance { get; init; } = Bitwise;
    }
}
