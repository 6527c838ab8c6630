using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Tests.Onnx;

public sealed class ConstantInliningTests
{
    public static TheoryData<string> Forms => ["value", "sparse_value", "value_float", "value_floats"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void ConstantOfEveryForm_BecomesAnInitializer(string form)
    {
        var g = new OnnxGraphBuilder("constants");
        var c = form == "sparse_value"
            ? g.Node("Constant", [])
            : g.Node("Constant", [], (form, form switch
            {
                "value" => TensorData.OfFloats("", [2], [3, -4]),
                "value_float" => 2.5f,
                _ => (object)new float[] { 1, 2 },
            }));
        if (form == "sparse_value")
        {
            g.Graph.Node[0].Attribute.Add(new AttributeProto { Name = form, Type = AttributeProto.Types.AttributeType.SparseTensor, SparseTensor = Sparse("") });
        }

        g.Output(g.Node("Mul", [g.Input("x", 3, 2), c]), "y", 3, 2);
        var before = g.Build();

        var after = Canonicalization.Apply(before);

        Assert.DoesNotContain(after.Graph.Node, n => n.OpType == "Constant");
        Assert.Equal(0, ForwardPass.Difference(before, after, ForwardPass.RandomInputs(before, 1)));
    }

    [Theory]
    [InlineData("value_int")]
    [InlineData("value_ints")]
    public void IntegerConstant_BecomesAnInitializer(string form)
    {
        var g = new OnnxGraphBuilder("constants");
        var shape = g.Node("Constant", [], (form, form == "value_int" ? 6 : (object)new long[] { 3, 2 }));
        var x = g.Input("x", 2, 3);
        g.Output(g.Node("Reshape", [x, form == "value_int" ? g.Node("Unsqueeze", [shape, g.Constant(0)]) : shape]), "y", form == "value_int" ? [6] : [3, 2]);
        var before = g.Build();

        var after = Canonicalization.Apply(before);

        Assert.DoesNotContain(after.Graph.Node, n => n.OpType == "Constant");
        Assert.Equal(0, ForwardPass.Difference(before, after, ForwardPass.RandomInputs(before, 1)));
    }

    [Fact]
    public void SparseInitializer_IsMadeDense()
    {
        var g = new OnnxGraphBuilder("sparse");
        g.Output(g.Node("Add", [g.Input("x", 3, 2), "w"]), "y", 3, 2);
        g.Graph.SparseInitializer.Add(Sparse("w"));
        var before = g.Build();

        var after = Canonicalization.Apply(before);

        Assert.Equal([0, 7], TensorData.Floats(after.Graph.Initializer.Single(t => t.Name == "w")));
        Assert.Equal(0, ForwardPass.Difference(before, after, ForwardPass.RandomInputs(before, 1)));
    }

    [Fact]
    public void SparseCoordinates_AreRowMajor()
    {
        var g = new OnnxGraphBuilder("sparse");
        g.Output(g.Node("Add", [g.Input("x", 2, 3), "w"]), "y", 2, 3);
        var sparse = new SparseTensorProto { Values = TensorData.OfFloats("w", [2], [5, 6]), Indices = TensorData.OfInts("", [2, 2], [0, 2, 1, 0]) };
        sparse.Dims.AddRange([2L, 3L]);
        g.Graph.SparseInitializer.Add(sparse);

        var after = Canonicalization.Apply(g.Build());

        Assert.Equal([0, 0, 5, 6, 0, 0], TensorData.Floats(after.Graph.Initializer.Single(t => t.Name == "w")));
    }

    [Fact]
    public void WeightsListedAsInputs_AreNoInputsAfterwards()
    {
        var g = new OnnxGraphBuilder("old");
        g.Output(g.Node("Add", [g.Input("x", 2), g.Initializer("w", new Tensor([2], [1, 2]))]), "y", 2);
        g.Graph.Input.Add(OnnxGraphBuilder.ValueInfo("w", TensorProto.Types.DataType.Float, [2]));
        var before = g.Build();
        before.Proto.IrVersion = 3;

        var after = Canonicalization.Apply(before);

        Assert.Equal(["x"], after.Graph.Input.Select(i => i.Name));
        Assert.Equal(0, ForwardPass.Difference(before, after, ForwardPass.RandomInputs(before, 1)));
    }

    [Fact]
    public void IdentityOfAWeight_IsReadAsTheWeight()
    {
        var g = new OnnxGraphBuilder("shared");
        var w = g.Node("Identity", [g.Node("Identity", [g.Initializer("w", new Tensor([2], [1, 2]))])]);
        g.Output(g.Node("Add", [g.Input("x", 2), w]), "y", 2);
        var before = g.Build();

        var after = Canonicalization.Apply(before);

        Assert.Equal(["x", "w"], after.Graph.Node[0].Input);
        Assert.Equal(0, ForwardPass.Difference(before, after, ForwardPass.RandomInputs(before, 1)));
    }

    private static SparseTensorProto Sparse(string name)
    {
        var sparse = new SparseTensorProto { Values = TensorData.OfFloats(name, [1], [7]), Indices = TensorData.OfInts("", [1], [1]) };
        sparse.Dims.Add(2);
        return sparse;
    }
}
