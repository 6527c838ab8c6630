using System.Runtime.InteropServices;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;
using static MLExplain.Onnx.Proto.TensorProto.Types;

namespace MLExplain.Tests.Onnx;

public sealed class Float16WideningTests
{
    [SkippableFact]
    public void HalfPrecisionSqueezeNet_WidensToTheSameNetwork()
    {
        // The weights of this file were widened from float16, so they narrow without loss.
        var single = OnnxModel.Load(Repository.SharedFile("goldens", "models", "squeezenet10_fp32_from_fp16.onnx"));
        var half = single.Clone();
        foreach (var tensor in half.Graph.Initializer.Where(t => (DataType)t.DataType == DataType.Float))
        {
            Narrow(tensor);
        }

        foreach (var info in half.Graph.Input.Concat(half.Graph.Output).Where(i => i.Type.TensorType.ElemType == (int)DataType.Float))
        {
            info.Type.TensorType.ElemType = (int)DataType.Float16;
        }

        var widened = Canonicalization.Apply(half);

        Assert.DoesNotContain(widened.Graph.Initializer, t => (DataType)t.DataType == DataType.Float16);
        Assert.Equal(0, ForwardPass.Difference(single, widened, ForwardPass.RandomInputs(single, 2)));
    }

    [Fact]
    public void CastsAndFillsOfHalfPrecision_BecomeFloat32()
    {
        var g = new OnnxGraphBuilder("casts");
        var x = g.Node("Cast", [g.Input("x", 2, 3)], ("to", (int)DataType.Float16));
        var half = TensorData.Create("", DataType.Float16, [1], MemoryMarshal.AsBytes<Half>([(Half)0.5f]));
        var filled = g.Node("ConstantOfShape", [g.Constant(2, 3)], ("value", half));
        g.Output(g.Node("Cast", [g.Node("Mul", [x, filled])], ("to", (int)DataType.Float)), "y", 2, 3);
        var before = g.Build();

        var after = Canonicalization.Apply(before);

        Assert.All(after.Graph.Node.Where(n => n.OpType == "Cast"), n => Assert.Equal((int)DataType.Float, n.Int("to", 0)));
        // Float16 keeps 11 bits of each factor, where the runtime rounds to it at all.
        Assert.InRange(ForwardPass.Difference(before, after, ForwardPass.RandomInputs(before, 2)), 0, 1e-3);
    }

    [Fact]
    public void BrainFloat_IsTheUpperHalfOfAFloat()
    {
        var g = new OnnxGraphBuilder("bf16");
        g.Output(g.Node("Add", [g.Input("x", 2), "w"]), "y", 2);
        g.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = (int)DataType.Bfloat16, Dims = { 2 }, Int32Data = { 0x3FC0, 0xC020 } });

        var after = Canonicalization.Apply(g.Build());

        Assert.Equal([1.5f, -2.5f], TensorData.Floats(after.Graph.Initializer[0]));
    }

    [Fact]
    public void HalfPrecisionStoredAsIntegers_IsRead()
    {
        var g = new OnnxGraphBuilder("fp16");
        g.Output(g.Node("Add", [g.Input("x", 2), "w"]), "y", 2);
        g.Graph.Initializer.Add(new TensorProto { Name = "w", DataType = (int)DataType.Float16, Dims = { 2 }, Int32Data = { 0x3C00, 0xC100 } });

        var after = Canonicalization.Apply(g.Build());

        Assert.Equal([1f, -2.5f], TensorData.Floats(after.Graph.Initializer[0]));
    }

    private static void Narrow(TensorProto tensor)
    {
        var values = Array.ConvertAll(TensorData.Floats(tensor), v => (Half)v);
        tensor.FloatData.Clear();
        tensor.RawData = Google.Protobuf.ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
        tensor.DataType = (int)DataType.Float16;
    }
}
