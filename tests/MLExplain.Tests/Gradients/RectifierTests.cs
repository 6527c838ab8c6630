using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>Rectifiers at their kinks, and under the rules of Guided Backprop and DeconvNet: closed forms, so equality is exact.</summary>
public sealed class RectifierTests
{
    private static readonly Dictionary<string, Func<OnnxGraphBuilder, string, string>> Operators = new()
    {
        ["Relu"] = (g, x) => g.Node("Relu", [x]),
        ["LeakyRelu"] = (g, x) => g.Node("LeakyRelu", [x], ("alpha", 0.5f)),
        ["PRelu"] = (g, x) => g.Node("PRelu", [x, g.Constant([1], [0.5f])]),
        ["ThresholdedRelu"] = (g, x) => g.Node("ThresholdedRelu", [x], ("alpha", 1f)),
        ["Relu6"] = (g, x) => g.Node("Clip", [x, g.Scalar(0), g.Scalar(6)]),
        ["Clip -1..1"] = (g, x) => g.Node("Clip", [x, g.Scalar(-1), g.Scalar(1)]),
        ["HardSigmoid"] = (g, x) => g.Node("HardSigmoid", [x], ("alpha", 0.5f), ("beta", 0.5f)),
        ["HardSwish"] = (g, x) => g.Node("HardSwish", [x]),
        ["Abs"] = (g, x) => g.Node("Abs", [x]),
        ["Max(x, 0)"] = (g, x) => g.Node("Max", [x, g.Scalar(0)]),
        ["Max(0, x)"] = (g, x) => g.Node("Max", [g.Scalar(0), x]),
        ["Min(x, 0)"] = (g, x) => g.Node("Min", [x, g.Scalar(0)]),
    };

    public static TheoryData<string, string, float[], float[], float[]> Closed => new()
    {
        // operator, rules, x, dY, dX
        { "Relu", "standard", [-1, 0, 2], [3, 3, 3], [0, 0, 3] },
        { "Relu", "guided", [-1, 2, 2], [3, 3, -3], [0, 3, 0] },
        { "Relu", "deconvnet", [-1, 2, 2], [3, 3, -3], [3, 3, 0] },
        { "LeakyRelu", "standard", [-1, 0, 2], [4, 4, 4], [2, 2, 4] },
        { "LeakyRelu", "guided", [-1, 2, 2], [4, 4, -4], [2, 4, 0] },
        { "LeakyRelu", "deconvnet", [-1, 2, 2], [4, 4, -4], [4, 4, 0] },
        { "PRelu", "standard", [-1, 0, 2], [4, 4, 4], [2, 2, 4] },
        { "PRelu", "guided", [-1, 2, 2], [4, 4, -4], [2, 4, 0] },
        { "PRelu", "deconvnet", [-1, 2, 2], [4, 4, -4], [4, 4, 0] },
        { "ThresholdedRelu", "standard", [0.5f, 1, 2], [4, 4, 4], [0, 0, 4] },
        { "ThresholdedRelu", "guided", [0.5f, 2, 2], [4, 4, -4], [0, 4, 0] },
        { "ThresholdedRelu", "deconvnet", [0.5f, 2, 2], [4, 4, -4], [4, 4, 0] },
        { "Relu6", "standard", [-1, 0, 3, 6, 7], [2, 2, 2, 2, 2], [0, 2, 2, 2, 0] },
        { "Relu6", "guided", [-1, 3, 3, 7], [2, 2, -2, 2], [0, 2, 0, 0] },
        { "Relu6", "deconvnet", [-1, 3, 3, 7], [2, 2, -2, 2], [2, 2, 0, 2] },
        { "Clip -1..1", "standard", [-2, -1, 0, 1, 2], [2, 2, -2, 2, 2], [0, 2, -2, 2, 0] },
        { "HardSigmoid", "standard", [-1, 0, 1], [2, 2, 2], [0, 1, 0] },
        { "HardSwish", "standard", [-4, -3, 0, 3, 4], [2, 2, 2, 2, 2], [0, 0, 1, 2, 2] },
        { "Abs", "standard", [-1, 0, 2], [3, 3, 3], [-3, 0, 3] },
        { "Max(x, 0)", "standard", [-1, 0, 2], [3, 3, 3], [0, 3, 3] },
        { "Max(0, x)", "standard", [-1, 0, 2], [3, 3, 3], [0, 0, 3] },
        { "Min(x, 0)", "standard", [-1, 0, 2], [3, 3, 3], [3, 3, 0] },
    };

    [Theory]
    [MemberData(nameof(Closed))]
    public void GradientAtAndAroundTheKinks_IsTheClosedForm(string op, string rules, float[] x, float[] outputGradient, float[] expected)
    {
        var g = new OnnxGraphBuilder(op);
        var y = Operators[op](g, g.Input("x", -1, x.Length));

        Assert.Equal(expected, InputGradient(g, y, rules, x, outputGradient));
    }

    [Theory]
    [InlineData("guided")]
    [InlineData("deconvnet")]
    public void ClipThatIsNoRectifier_KeepsItsTrueGradient(string rules)
    {
        var g = new OnnxGraphBuilder("clip");
        var y = Operators["Clip -1..1"](g, g.Node("Relu", [g.Input("x", -1, 3)]));

        Assert.Equal([3, 0, 0], InputGradient(g, y, rules, [0.5f, 0.5f, 2], [3, -3, 3]));
    }

    /// <summary>Rectify, then −(x²): the textbook case of a gradient that Guided Backprop stops everywhere.</summary>
    [Theory]
    [InlineData("standard", new float[] { -10, 0, 0, -20 })]
    [InlineData("guided", new float[] { 0, 0, 0, 0 })]
    public void RectifiedNegativeSquare_HasThePrintedGradient(string rules, float[] expected)
    {
        var g = new OnnxGraphBuilder("square");
        var rectified = g.Node("Relu", [g.Input("x", -1, 4)]);
        var y = g.Node("Neg", [g.Node("Mul", [rectified, rectified])]);

        Assert.Equal(expected, InputGradient(g, y, rules, [5, 0, -5, 10], [1, 1, 1, 1]));
    }

    [Fact]
    public void MaxOfEqualValues_GivesTheGradientToTheFirst()
    {
        var g = new OnnxGraphBuilder("ties");
        var x = g.Input("x", -1, 4);
        var y = g.Node("ReduceMax", [x, g.Constant(1)]);

        Assert.Equal([0, 7, 0, 0], InputGradient(g, y, "standard", [1, 2, 2, 2], [7]));
    }

    [Fact]
    public void MaxOfEqualValuesInAMap_GivesTheGradientToTheFirstInRowMajorOrder()
    {
        var g = new OnnxGraphBuilder("ties");
        var map = g.Node("Reshape", [g.Input("x", -1, 6), g.Constant(-1, 3, 2)]);
        var y = g.Node("ReduceMax", [map, g.Constant(2, 1)]);

        Assert.Equal([0, 0, 0, 5, 0, 0], InputGradient(g, y, "standard", [1, 1, 1, 9, 9, 9], [5]));
    }

    [Fact]
    public void NormOfAZeroVector_HasGradientZero()
    {
        var g = new OnnxGraphBuilder("norm");
        var y = g.Node("ReduceL2", [g.Input("x", -1, 3), g.Constant(1)]);

        Assert.Equal([0, 0, 0], InputGradient(g, y, "standard", [0, 0, 0], [1]));
    }

    private static float[] InputGradient(OnnxGraphBuilder g, string y, string rules, float[] x, float[] outputGradient)
    {
        var model = g.Build();
        model.Graph.Output.Add(new MLExplain.Onnx.Proto.ValueInfoProto { Name = y });
        var set = new[] { RuleSet.Standard, RuleSet.Guided, RuleSet.Deconvnet }.Single(s => s.Name == rules);
        var graph = GradientGraph.Differentiate(model, new GradientRequest { Target = y, WithRespectTo = ["x"], Rules = set });
        using var run = new OrtRun(graph.Model);
        // The seed has the shape of y: one value per element, or one per image after a reduction to [N, 1, …].
        var seedShape = graph.Model.Graph.Input.Single(i => i.Name == graph.SeedName).Type.TensorType.Shape.Dim.Select(d => d.HasDimValue ? (int)d.DimValue : 1);
        return run.Run(
            new Dictionary<string, Tensor> { ["x"] = new([1, x.Length], x), [graph.SeedName] = new([.. seedShape], outputGradient) },
            graph.Gradients["x"])[0].Values;
    }
}
