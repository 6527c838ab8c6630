using System.Runtime.InteropServices;
using Google.Protobuf;
using MLExplain.Onnx.Proto;
using static MLExplain.Onnx.Proto.TensorProto.Types;

namespace MLExplain.Onnx;

/// <summary>Values of ONNX tensors, in and out. All hosts .NET 10 runs on are little-endian, as the format is.</summary>
internal static class TensorData
{
    public static TensorProto OfFloats(string name, ReadOnlySpan<long> dims, ReadOnlySpan<float> values) =>
        Create(name, DataType.Float, dims, MemoryMarshal.AsBytes(values));

    /// <summary>A tensor whose values are written where they stay: large weights are not copied once more.</summary>
    public static TensorProto OfFloats(string name, ReadOnlySpan<long> dims, Action<Span<float>> write)
    {
        var tensor = Create(name, DataType.Float, dims, []);
        var bytes = new byte[Count(tensor) * sizeof(float)];
        write(MemoryMarshal.Cast<byte, float>(bytes.AsSpan()));
        tensor.RawData = UnsafeByteOperations.UnsafeWrap(bytes);
        return tensor;
    }

    public static TensorProto OfInts(string name, ReadOnlySpan<long> dims, ReadOnlySpan<long> values) =>
        Create(name, DataType.Int64, dims, MemoryMarshal.AsBytes(values));

    public static TensorProto Create(string name, DataType type, ReadOnlySpan<long> dims, ReadOnlySpan<byte> raw)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(raw) };
        tensor.Dims.AddRange(dims.ToArray());
        return tensor;
    }

    public static long Count(TensorProto tensor) => tensor.Dims.Aggregate(1L, (product, size) => checked(product * size));

    /// <summary>The elements of a FLOAT or DOUBLE tensor.</summary>
    public static float[] Floats(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float when tensor.HasRawData => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray(),
        DataType.Float => [.. tensor.FloatData],
        DataType.Double when tensor.HasRawData => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(tensor.RawData.Span).ToArray(), v => (float)v),
        DataType.Double => [.. tensor.DoubleData.Select(v => (float)v)],
        var type => throw new OnnxFormatException($"Tensor '{tensor.Name}' holds {type} where floating-point numbers were expected."),
    };

    /// <summary>The elements of an INT64, INT32 or BOOL tensor.</summary>
    public static long[] Ints(TensorProto tensor) => (DataType)tensor.DataType switch
    {
        DataType.Int64 when tensor.HasRawData => MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray(),
        DataType.Int64 => [.. tensor.Int64Data],
        DataType.Int32 when tensor.HasRawData => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(tensor.RawData.Span).ToArray(), v => (long)v),
        DataType.Bool when tensor.HasRawData => Array.ConvertAll(tensor.RawData.ToByteArray(), v => (long)v),
        DataType.Int32 or DataType.Bool => [.. tensor.Int32Data.Select(v => (long)v)],
        var type => throw new OnnxFormatException($"Tensor '{tensor.Name}' holds {type} where integers were expected."),
    };
}
