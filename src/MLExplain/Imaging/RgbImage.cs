namespace MLExplain.Imaging;

/// <summary>A decoded picture: 8-bit RGB, interleaved, row-major, upright (EXIF orientation already applied).</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixels without copying.</summary>
    /// <param name="width">Columns; at least 1.</param>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="pixels">3 · width · height bytes: R, G, B of the first pixel, then the next to its right.</param>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (pixels.Length != checked(3 * width * height))
        {
            throw new ArgumentException($"A {width}x{height} RGB image has {3L * width * height} bytes but {pixels.Length} were given.", nameof(pixels));
        }

        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>R, G, B bytes, row-major; the image's own memory.</summary>
    public byte[] Pixels { get; }

    /// <summary>Luma of a pixel as Pillow's mode L rounds it: (19595 R + 38470 G + 7471 B + 2^15) / 2^16, rounded down.</summary>
    /// <param name="red">Red.</param>
    /// <param name="green">Green.</param>
    /// <param name="blue">Blue.</param>
    public static byte Luma(byte red, byte green, byte blue) => (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);
}
