using System.Runtime.InteropServices;
using MLExplain.Onnx.Proto;
using static MLExplain.Onnx.Proto.TensorProto.Types;

namespace MLExplain.Onnx;

/// <summary>Turns float16 and bfloat16 models into float32 models: weights are widened exactly, activations gain precision.</summary>
/// <remarks>Gradients of a float16 network overflow and underflow; and few CPU kernels run it. Every half-precision value is a float32 value.</remarks>
internal static class Float16Widening
{
    /// <summary>Attributes that name an element type.</summary>
    private static readonly string[] TypeAttributes = ["to", "dtype", "output_dtype", "stash_type"];

    public static void Apply(OnnxModel model)
    {
        foreach (var graph in GraphWalk.Graphs(model.Graph))
        {
            foreach (var tensor in graph.Initializer)
            {
                Widen(tensor, model.Name);
            }

            foreach (var info in graph.Input.Concat(graph.Output).Concat(graph.ValueInfo).Where(i => i.Type?.TensorType is not null))
            {
                info.Type.TensorType.ElemType = Widened(info.Type.TensorType.ElemType);
            }

            foreach (var attribute in graph.Node.SelectMany(n => n.Attribute))
            {
                Widen(attribute, model.Name);
            }
        }
    }

    private static void Widen(AttributeProto attribute, string model)
    {
        if (attribute.T is not null)
        {
            Widen(attribute.T, model);
        }
        else if (TypeAttributes.Contains(attribute.Name))
        {
            attribute.I = Widened((int)attribute.I);
        }
    }

    private static int Widened(int type) => (DataType)type is DataType.Float16 or DataType.Bfloat16 ? (int)DataType.Float : type;

    private static void Widen(TensorProto tensor, string model)
    {
        var type = (DataType)tensor.DataType;
        if (type is not (DataType.Float16 or DataType.Bfloat16))
        {
            return;
        }

        if (tensor.DataLocation == DataLocation.External)
        {
            throw new OnnxFormatException($"The half-precision weights of '{tensor.Name}' in '{model}' lie outside the model file and were not loaded.");
        }

        // Without raw_data the format stores the 16 bits of each value in an int32.
        var bits = tensor.HasRawData
            ? MemoryMarshal.Cast<byte, ushort>(tensor.RawData.Span).ToArray()
            : [.. tensor.Int32Data.Select(v => (ushort)v)];
        var values = Array.ConvertAll(bits, b => type == DataType.Float16
            ? (float)BitConverter.UInt16BitsToHalf(b)
            : BitConverter.UInt32BitsToSingle((uint)b << 16));
        tensor.Int32Data.Clear();
        tensor.RawData = Google.Protobuf.ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan()));
        tensor.DataType = (int)DataType.Float;
    }
}
