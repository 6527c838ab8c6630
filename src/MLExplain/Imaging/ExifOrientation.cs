using System.Buffers.Binary;
using SkiaSharp;

namespace MLExplain.Imaging;

/// <summary>Turns decoded pixels upright.</summary>
internal static class ExifOrientation
{
    private const int OrientationTag = 0x0112;

    /// <summary>The orientation in a PNG's eXIf chunk, which Skia does not read; upright when there is none or it is malformed.</summary>
    public static SKEncodedOrigin OfPng(ReadOnlySpan<byte> file)
    {
        // Signature, then chunks: length, type, data, checksum.
        var rest = file[8..];
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                break;
            }

            if (rest.Slice(4, 4).SequenceEqual("eXIf"u8))
            {
                return OfTiff(rest.Slice(8, (int)length));
            }

            rest = rest[(12 + (int)length)..];
        }

        return SKEncodedOrigin.TopLeft;
    }

    /// <summary>Copies RGBA pixels, as stored, into an upright RGB picture.</summary>
    /// <param name="rgba">4 · width · height bytes; alpha is dropped.</param>
    /// <param name="width">Columns as stored.</param>
    /// <param name="height">Rows as stored.</param>
    /// <param name="origin">Where the first stored pixel belongs: the EXIF orientation, 1 to 8.</param>
    public static RgbImage Upright(ReadOnlySpan<byte> rgba, int width, int height, SKEncodedOrigin origin)
    {
        // The source of upright pixel (x, y) is start + x · right + y · down, counted in stored pixels.
        var last = (width * height) - 1;
        var (start, right, down) = origin switch
        {
            SKEncodedOrigin.TopRight => (width - 1, -1, width),
            SKEncodedOrigin.BottomRight => (last, -1, -width),
            SKEncodedOrigin.BottomLeft => (last - width + 1, 1, -width),
            SKEncodedOrigin.LeftTop => (0, width, 1),
            SKEncodedOrigin.RightTop => (last - width + 1, -width, 1),
            SKEncodedOrigin.RightBottom => (last, -width, -1),
            SKEncodedOrigin.LeftBottom => (width - 1, width, -1),
            _ => (0, 1, width),
        };

        var (uprightWidth, uprightHeight) = origin >= SKEncodedOrigin.LeftTop ? (height, width) : (width, height);
        var pixels = new byte[3 * uprightWidth * uprightHeight];
        for (var y = 0; y < uprightHeight; y++)
        {
            CopyRow(rgba, 4 * (start + (y * down)), 4 * right, pixels.AsSpan(3 * uprightWidth * y, 3 * uprightWidth));
        }

        return new RgbImage(uprightWidth, uprightHeight, pixels);
    }

    private static void CopyRow(ReadOnlySpan<byte> rgba, int source, int step, Span<byte> row)
    {
        for (var target = 0; target < row.Length; target += 3, source += step)
        {
            row[target] = rgba[source];
            row[target + 1] = rgba[source + 1];
            row[target + 2] = rgba[source + 2];
        }
    }

    private static SKEncodedOrigin OfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return SKEncodedOrigin.TopLeft;
        }

        // The first directory: a count, then entries of tag, type, number of values and the value, 12 bytes each.
        var littleEndian = tiff[0] == 'I';
        var directory = littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        for (var entry = directory + 2L; entry + 12 <= tiff.Length; entry += 12)
        {
            if (Short(tiff[(int)entry..]) == OrientationTag)
            {
                var value = Short(tiff[(int)(entry + 8)..]);
                return value is >= 1 and <= 8 ? (SKEncodedOrigin)value : SKEncodedOrigin.TopLeft;
            }
        }

        return SKEncodedOrigin.TopLeft;

        int Short(ReadOnlySpan<byte> at) => littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
    }
}
