using MLExplain.Gradients;
using MLExplain.Models;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Tests.Gradients;

/// <summary>A model in the way of which several operators stand is refused once, naming every one of them.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void EveryUnsupportedNode_IsNamed()
    {
        var g = new OnnxGraphBuilder("detector");
        var x = g.Input("x", -1, 3);
        foreach (var op in new[] { "com.microsoft:FusedConv", "QLinearConv", "Scan", "Loop", "NonMaxSuppression", "Mod", "Det", "ReduceProd" })
        {
            x = g.Node(op, [x]);
        }

        x = g.Node("CumSum", [g.Node("Einsum", [x], ("equation", "ij->i")), g.Constant(0)]);
        x = g.Node("Slice", [x, x, x]);
        g.Graph.Node[^1].Name = "";
        var output = If(g, x);

        var e = Assert.Throws<UnsupportedOperatorException>(() => Differentiate(g, output, RuleSet.Standard));

        Assert.Equal(
            [
                $"If at opset 18 (node '{output}') has no gradient rule",
                $"Slice (node '{x}'): input 1 ('{g.Graph.Node[^2].Input[1]}') must be a constant",
                $"Einsum (node '{g.Graph.Node[^4].Name}'): the equation 'ij->i' sums an index of operand 0 that nothing else has",
                .. new[] { "ReduceProd", "Det", "Mod", "NonMaxSuppression", "Loop", "Scan", "QLinearConv", "com.microsoft:FusedConv" }
                    .Zip(g.Graph.Node.Take(8).Reverse(), (op, node) => $"{op} at opset 18 (node '{node.Name}') has no gradient rule"),
            ],
            e.Obstacles);
        Assert.Equal($"'detector' cannot be differentiated: {string.Join("; ", e.Obstacles)}. Black-box methods (lime, occlusion, rise) still explain it.", e.Message);
    }

    [Fact]
    public void DoublePrecisionOnThePath_IsRefusedByName()
    {
        var g = new OnnxGraphBuilder("mixed");
        var wide = g.Node("Cast", [g.Input("x", -1, 3)], ("to", (long)TensorProto.Types.DataType.Double));
        var sigmoid = g.Node("Sigmoid", [wide]);
        var y = g.Node("Cast", [sigmoid], ("to", (long)TensorProto.Types.DataType.Float));

        g.Output(y, "y", -1, 3);
        var model = g.Build();

        var e = Assert.Throws<UnsupportedOperatorException>(() => ReverseMode.Differentiate(
            model, new GradientRequest { Target = "y", WithRespectTo = ["x"] }, ShapeProbe.Run(model)));

        Assert.Equal(
            [$"Sigmoid (node '{g.Graph.Node[1].Name}') computes '{sigmoid}' in double precision, but gradients are float32: export the model in float32"],
            e.Obstacles);
    }

    [Fact]
    public void OperatorsOffThePath_AreNoObstacle()
    {
        var g = new OnnxGraphBuilder("side branch");
        var x = g.Input("x", -1, 3);
        var indices = g.Node("Mod", [g.Node("ArgMax", [x]), g.Constant(2)]);
        var y = g.Node("Add", [g.Node("Relu", [x]), g.Node("Cast", [g.Node("Shape", [g.Node("Det", [indices])])])]);
        g.Node("NonMaxSuppression", [y]);

        var graph = Differentiate(g, y, RuleSet.Standard);

        Assert.Contains("x", graph.Gradients.Keys);
    }

    [Theory]
    [InlineData("guided", true)]
    [InlineData("guided", false)]
    [InlineData("deconvnet", true)]
    [InlineData("deconvnet", false)]
    public void ModifiedRules_RefuseANetworkWithoutRectifiers(string rules, bool clips)
    {
        var g = new OnnxGraphBuilder("smooth");
        var x = g.Input("x", -1, 3);
        var y = clips ? g.Node("Clip", [x, g.Scalar(-1), g.Scalar(1)]) : g.Node("Sigmoid", [x]);

        var e = Assert.Throws<UnsupportedOperatorException>(() => Differentiate(g, y, rules == "guided" ? RuleSet.Guided : RuleSet.Deconvnet));

        Assert.Equal([$"no rectifier (Relu, LeakyRelu, PRelu, ThresholdedRelu, Clip from 0) stands on the way, so '{rules}' would be the plain gradient"], e.Obstacles);
    }

    /// <summary>Shapes are stated rather than probed, so that operators need not be given what it takes to run them.</summary>
    private static DifferentiatedGraph Differentiate(OnnxGraphBuilder g, string target, RuleSet rules)
    {
        var model = g.Build();
        var shapes = new ShapeTable(model.Graph);
        foreach (var tensor in model.Graph.Node.SelectMany(n => n.Output).Append("x"))
        {
            shapes[tensor] = new TensorInfo(TensorProto.Types.DataType.Float, [Dim.Batch, 3]);
        }

        return ReverseMode.Differentiate(model, new GradientRequest { Target = target, WithRespectTo = ["x"], Rules = rules }, shapes);
    }

    /// <summary>An If whose branches capture the tensor instead of taking it as input.</summary>
    private static string If(OnnxGraphBuilder g, string captured)
    {
        var output = g.Node("If", ["condition"]);
        var branch = new GraphProto { Node = { new NodeProto { OpType = "Relu", Input = { captured }, Output = { "inner" } } }, Output = { new ValueInfoProto { Name = "inner" } } };
        g.Graph.Node[^1].Attribute.Add(new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.AttributeType.Graph, G = branch });
        g.Graph.Node[^1].Attribute.Add(new AttributeProto { Name = "else_branch", Type = AttributeProto.Types.AttributeType.Graph, G = branch.Clone() });
        return output;
    }
}
