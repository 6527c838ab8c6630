using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MLExplain.Tensors;

/// <summary>Reads and writes NumPy's .npy files.</summary>
/// <remarks>
/// Read: format versions 1 to 3, C order, little-endian, of type bool, int8 to int64, uint8 to uint32, float16, float32 or float64;
/// every value becomes a float32, so integers above 2^24 and float64 values are rounded to the nearest float32.
/// Write: version 1, float32, byte for byte what <c>numpy.save</c> of NumPy 1.17 or newer writes.
/// Format: NumPy Enhancement Proposal 1 and <c>numpy.lib.format</c>.
/// </remarks>
public static class Npy
{
    private const int Alignment = 64;

    // NumPy leaves room to append along the leading axis in place: that axis' size may grow to 21 digits.
    private const int GrowthDigits = 21;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a .npy file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The array, in the shape the file declares.</returns>
    /// <exception cref="InvalidDataException">The file is no .npy file, is damaged, or holds something that is not read.</exception>
    public static Tensor Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads the bytes of a .npy file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in an error message.</param>
    /// <returns>The array, in the shape the file declares.</returns>
    /// <exception cref="InvalidDataException">As for a file.</exception>
    public static Tensor Read(ReadOnlySpan<byte> bytes, string name)
    {
        var header = NpyHeader.Parse(HeaderText(bytes, name, out var dataOffset), name);
        var data = bytes[dataOffset..];
        var expected = checked(header.Count * header.ItemSize);
        if (data.Length != expected)
        {
            throw new InvalidDataException(
                $"'{name}' holds {data.Length} bytes of data, but shape ({string.Join(", ", header.Shape)}) of type {header.Type} needs {expected}: the file is truncated or damaged.");
        }

        var values = new float[header.Count];
        header.Convert(data, values);
        return new Tensor(header.Shape, values);
    }

    /// <summary>Writes a .npy file; an existing file is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensor">The array, of any shape.</param>
    public static void Write(string path, Tensor tensor)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllBytes(path, ToBytes(tensor));
    }

    /// <summary>The bytes of a .npy file.</summary>
    /// <param name="tensor">The array, of any shape.</param>
    public static byte[] ToBytes(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var header = HeaderOf(tensor.Shape);
        var bytes = new byte[header.Length + (sizeof(float) * tensor.Length)];
        header.CopyTo(bytes, 0);
        var data = bytes.AsSpan(header.Length);
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes<float>(tensor.Values).CopyTo(data);
            return bytes;
        }

        for (var i = 0; i < tensor.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data[(sizeof(float) * i)..], tensor.Values[i]);
        }

        return bytes;
    }

    private static string HeaderText(ReadOnlySpan<byte> bytes, string name, out int dataOffset)
    {
        if (bytes.Length < Magic.Length + 4 || !bytes.StartsWith(Magic))
        {
            throw new InvalidDataException(
                $"'{name}' is not a .npy file: its {bytes.Length} bytes do not start with the mark \\x93NUMPY and a version. Save the array with numpy.save.");
        }

        var version = bytes[Magic.Length];
        if (version is < 1 or > 3)
        {
            throw new InvalidDataException($"'{name}' is a .npy file of version {version}.{bytes[Magic.Length + 1]}; versions 1 to 3 are read.");
        }

        var lengthOffset = Magic.Length + 2;
        var start = lengthOffset + (version == 1 ? sizeof(ushort) : sizeof(uint));
        var length = bytes.Length < start ? uint.MaxValue
            : version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[lengthOffset..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes[lengthOffset..]);
        if (length > bytes.Length - start)
        {
            throw new InvalidDataException($"'{name}' ends inside its .npy header, after {bytes.Length} bytes: the file is truncated.");
        }

        dataOffset = start + (int)length;
        return Encoding.UTF8.GetString(bytes[start..dataOffset]);
    }

    private static byte[] HeaderOf(ReadOnlySpan<int> shape)
    {
        var sizes = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape.ToArray());
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({sizes}), }}";
        if (shape.Length > 0)
        {
            text += new string(' ', GrowthDigits - $"{shape[0]}".Length);
        }

        // Mark, version and length take 10 bytes; the data starts at a multiple of 64, right after a line feed.
        const int Prefix = 10;
        var total = (Prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        text = text.PadRight(total - Prefix - 1) + '\n';

        var header = new byte[total];
        Magic.CopyTo(header);
        header[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)text.Length);
        Encoding.ASCII.GetBytes(text, header.AsSpan(Prefix));
        return header;
    }
}
