using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MLExplain.Tensors;

/// <summary>The Python dictionary at the head of a .npy file, and the conversion of the data it describes.</summary>
internal sealed partial class NpyHeader
{
    private static readonly Dictionary<string, (int Size, Element Read)> Types = new()
    {
        ["|b1"] = (1, static bytes => bytes[0] == 0 ? 0f : 1f),
        ["|u1"] = (1, static bytes => bytes[0]),
        ["|i1"] = (1, static bytes => (sbyte)bytes[0]),
        ["<i2"] = (2, static bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        ["<u2"] = (2, static bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        ["<i4"] = (4, static bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        ["<u4"] = (4, static bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        ["<i8"] = (8, static bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        ["<f2"] = (2, static bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        ["<f4"] = (4, BinaryPrimitives.ReadSingleLittleEndian),
        ["<f8"] = (8, static bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
    };

    private readonly Element _read;

    private NpyHeader(string type, int itemSize, Element read, int[] shape, long count) =>
        (Type, ItemSize, _read, Shape, Count) = (type, itemSize, read, shape, count);

    private delegate float Element(ReadOnlySpan<byte> bytes);

    public string Type { get; }

    public int ItemSize { get; }

    public int[] Shape { get; }

    public long Count { get; }

    public static NpyHeader Parse(string text, string name)
    {
        var type = Value(DescriptionKey(), text, "descr", name);
        if (!Types.TryGetValue(type, out var known))
        {
            throw new InvalidDataException(
                $"'{name}' holds values of type '{type}'; read are little-endian {string.Join(' ', Types.Keys)}. Convert it with array.astype('<f4').");
        }

        if (Value(OrderKey(), text, "fortran_order", name) == "True")
        {
            throw new InvalidDataException(
                $"'{name}' is stored in Fortran (column-major) order; C order is expected. Save it with numpy.save(path, numpy.ascontiguousarray(array)).");
        }

        var sizes = Value(ShapeKey(), text, "shape", name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shape = new int[sizes.Length];
        long count = 1;
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            // Array.MaxLength bounds each size, so that the product of two of them cannot overflow.
            if (!int.TryParse(sizes[axis], NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis])
                || (count *= shape[axis]) > Array.MaxLength)
            {
                throw new InvalidDataException(
                    $"'{name}' declares shape ({string.Join(", ", sizes)}); a float32 tensor holds at most {Array.MaxLength} values.");
            }
        }

        return new NpyHeader(type, known.Size, known.Read, shape, count);
    }

    public void Convert(ReadOnlySpan<byte> data, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _read(data.Slice(i * ItemSize, ItemSize));
        }
    }

    private static string Value(Regex key, string text, string keyName, string name)
    {
        var match = key.Match(text);
        return match.Success
            ? match.Groups[1].Value
            : throw new InvalidDataException($"'{name}' has a .npy header without a readable '{keyName}': {text.Trim()}");
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]*)['"]""")]
    private static partial Regex DescriptionKey();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderKey();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([0-9,\sL]*)\)""")]
    private static partial Regex ShapeKey();
}
