using System.Buffers.Binary;
using System.IO.Compression;
using MLExplain.Imaging;
using SkiaSharp;

namespace MLExplain.Tests.Imaging;

/// <summary>Pictures and picture files made in memory.</summary>
internal static class Pictures
{
    /// <summary>A picture without structure, from a seed.</summary>
    public static RgbImage Noise(int width, int height, int seed = 1)
    {
        var pixels = new byte[3 * width * height];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    /// <summary>The picture of tests/data/pillow/ORIGIN.md.</summary>
    public static RgbImage Formula()
    {
        var pixels = new byte[37 * 23 * 3];
        for (long i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(((i * i * 7) + (i * 13)) / 11 % 256);
        }

        return new RgbImage(37, 23, pixels);
    }

    public static string DataFile(params string[] parts) => Path.Combine([Repository.Root, "tests", "data", .. parts]);

    public static byte[] WebP(RgbImage image)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            var color = new SKColor(image.Pixels[3 * i], image.Pixels[(3 * i) + 1], image.Pixels[(3 * i) + 2]);
            bitmap.SetPixel(i % image.Width, i / image.Width, color);
        }

        using var pixels = bitmap.PeekPixels();
        using var data = pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100));
        return data.ToArray();
    }

    /// <summary>A 24-bit bitmap: rows from the bottom, blue first, padded to 4 bytes.</summary>
    public static byte[] Bmp(RgbImage image)
    {
        var stride = ((3 * image.Width) + 3) / 4 * 4;
        var file = new byte[54 + (stride * image.Height)];
        "BM"u8.CopyTo(file);
        int[] fields = [file.Length, 0, 54, 40, image.Width, image.Height, 1 | (24 << 16), 0, stride * image.Height, 2835, 2835, 0, 0];
        for (var i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2 + (4 * i)), fields[i]);
        }

        for (var i = 0; i < image.Width * image.Height; i++)
        {
            var at = 54 + (stride * (image.Height - 1 - (i / image.Width))) + (3 * (i % image.Width));
            (file[at], file[at + 1], file[at + 2]) = (image.Pixels[(3 * i) + 2], image.Pixels[(3 * i) + 1], image.Pixels[3 * i]);
        }

        return file;
    }

    /// <summary>An interlaced PNG: the seven sub-pictures of Adam7, each with its own rows.</summary>
    public static byte[] InterlacedPng(RgbImage image)
    {
        var rows = new List<byte[]>();
        foreach (var (x0, y0, dx, dy) in new[] { (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2) })
        {
            for (var y = y0; y < image.Height && x0 < image.Width; y += dy)
            {
                var columns = Enumerable.Range(0, (image.Width - x0 + dx - 1) / dx).Select(i => x0 + (i * dx));
                rows.Add(columns.SelectMany(x => image.Pixels.AsSpan(3 * ((y * image.Width) + x), 3).ToArray()).ToArray());
            }
        }

        return Png(image.Width, image.Height, 8, 2, interlace: 1, rows, []);
    }

    /// <summary>A PNG of any colour type.</summary>
    public static byte[] Png(int width, int height, int depth, int colorType, byte[] samples, params (string Type, byte[] Data)[] chunks) =>
        Png(width, height, depth, colorType, interlace: 0, samples.Chunk(Math.Max(1, samples.Length / height)), chunks);

    /// <summary>An EXIF block, big-endian, with the orientation alone.</summary>
    public static byte[] Exif(int orientation) =>
        [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    public static byte[] WithExif(byte[] jpeg, int orientation)
    {
        byte[] block = [.. "Exif"u8, 0, 0, .. Exif(orientation)];
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(block.Length + 2), .. block, .. jpeg.AsSpan(2)];
    }

    // Each row of samples is stored unfiltered.
    private static byte[] Png(
        int width, int height, int depth, int colorType, byte interlace, IEnumerable<byte[]> rows, (string Type, byte[] Data)[] chunks)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)depth, (byte)colorType);
        header[12] = interlace;

        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                deflate.WriteByte(0);
                deflate.Write(row);
            }
        }

        (string Type, byte[] Data)[] all = [("IHDR", header), .. chunks, ("IDAT", packed.ToArray()), ("IEND", [])];
        return [0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. all.SelectMany(static chunk => Chunk(chunk.Type, chunk.Data))];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        System.Text.Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
