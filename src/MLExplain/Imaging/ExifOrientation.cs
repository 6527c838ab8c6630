using SkiaSharp;

namespace MLExplain.Imaging;

/// <summary>Turns decoded pixels upright.</summary>
internal static class ExifOrientation
{
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
        var target = 0;
        for (var y = 0; y < uprightHeight; y++)
        {
            var source = 4 * (start + (y * down));
            for (var x = 0; x < uprightWidth; x++, source += 4 * right, target += 3)
            {
                pixels[target] = rgba[source];
                pixels[target + 1] = rgba[source + 1];
                pixels[target + 2] = rgba[source + 2];
            }
        }

        return new RgbImage(uprightWidth, uprightHeight, pixels);
    }
}
