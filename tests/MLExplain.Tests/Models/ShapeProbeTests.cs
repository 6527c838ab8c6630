using MLExplain.Models;
using MLExplain.Onnx;

namespace MLExplain.Tests.Models;

public sealed class ShapeProbeTests
{
    [Fact]
    public void EveryTensor_HasTheShapeOfItsTheory()
    {
        var model = SmallModels.Convolutional();

        var shapes = ShapeProbe.Run(model);

        string[] expected =
        [
            "[N,8,16,16]", "[N,8,16,16]", "[N,8,8,8]", "[N,16,8,8]", "[N,16,8,8]", "[N,16,1,1]", "[N,16]", "[N,5]", "[N,5]", "[N,5]",
        ];
        Assert.Equal(expected.Select(e => "Float " + e), model.Graph.Node.Select(n => shapes[n.Output[0]].ToString()));
        Assert.Equal("Float [N,3,16,16]", shapes["image"].ToString());
        Assert.Equal("Float [8,3,3,3]", shapes["w1"].ToString());
    }

    [Fact]
    public void ShapeComputedAtRunTime_IsFound()
    {
        var g = new OnnxGraphBuilder("computed");
        var x = g.Input("x", -1, 4, 6);
        var rows = g.Node("Gather", [g.Node("Shape", [x]), g.Constant(0)]);
        var target = g.Node("Concat", [rows, g.Constant(-1)], ("axis", 0));
        var flat = g.Node("Reshape", [x, target]);
        g.Output(flat, "y", -1, 24);

        Assert.Equal("Float [N,24]", ShapeProbe.Run(g.Build())[flat].ToString());
    }

    [Fact]
    public void ShapeThatDependsOnValues_IsFoundByRunning() => Assert.Equal("Float [3N]", ShapeProbe.Run(CountingOnes("ReduceMax"))["y"].ToString());

    /// <summary>2 + 3N neither stays nor grows with the batch; a guess would be wrong for every other batch.</summary>
    [Fact]
    public void SizeThatIsNoMultipleOfTheBatch_IsNotGuessed()
    {
        var e = Assert.Throws<OnnxFormatException>(() => ShapeProbe.Run(CountingOnes("ReduceSum"))["y"]);

        Assert.StartsWith("The shape of tensor 'y' is not known", e.Message, StringComparison.Ordinal);
    }

    /// <summary>NonZero of 3N ones is [2, 3N]; y is as long as the reduction of that shape says.</summary>
    private static OnnxModel CountingOnes(string reduction)
    {
        var g = new OnnxGraphBuilder("values");
        var ones = g.Node("Add", [g.Input("x", -1, 3), g.Scalar(1)]);
        var count = g.Node(reduction, [g.Node("Shape", [g.Node("NonZero", [ones])])], ("keepdims", 1));
        g.Output(g.Node("Expand", [g.Scalar(1), count]), "y", -1);
        return g.Build();
    }

    /// <summary>Inference counts a fourth row of windows, which would start behind the padded image; the kernel computes three.</summary>
    [Fact]
    public void CeilModePoolingWithStridesBeyondItsKernel_HasTheShapeTheKernelGives()
    {
        var g = new OnnxGraphBuilder("ceil");
        var y = g.Node(
            "AveragePool", [g.Input("x", -1, 3, 7, 6)], ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 3, 4 }), ("pads", new long[] { 1, 1, 1, 1 }), ("ceil_mode", 1));
        g.Output(y, "y", -1, 3, 3, 2);

        Assert.Equal("Float [N,3,3,2]", ShapeProbe.Run(g.Build())[y].ToString());
    }

    [Fact]
    public void AxisThatFoldsTheBatch_IsAMultipleOfN()
    {
        var g = new OnnxGraphBuilder("folded");
        var folded = g.Node("Reshape", [g.Input("x", -1, 4, 6), g.Constant(-1, 6)]);
        g.Output(folded, "y", -1, 6);

        Assert.Equal("Float [4N,6]", ShapeProbe.Run(g.Build())[folded].ToString());
    }
}
