using SkiaSharp;

namespace MLExplain.Imaging;

/// <summary>Encodes pictures. The same picture always gives the same bytes: no time, no text, no colour profile is stored.</summary>
public static class ImageEncoder
{
    /// <summary>The bytes of an 8-bit RGB PNG file; decoding them gives the same pixels.</summary>
    /// <param name="image">The picture.</param>
    public static byte[] ToPng(RgbImage image) =>
        Encode(image, static pixels => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 6)), "PNG");

    /// <summary>The bytes of a JPEG file.</summary>
    /// <param name="image">The picture; at most 65,535 pixels a side.</param>
    /// <param name="quality">0 to 100.</param>
    public static byte[] ToJpeg(RgbImage image, int quality = 90)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        var options = new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore);
        return Encode(image, pixels => pixels.Encode(options), "JPEG");
    }

    /// <summary>Library and version that write the files; the length of a file depends on them.</summary>
    public static string Version { get; } = $"SkiaSharp {typeof(SKBitmap).Assembly.GetName().Version}";

    /// <summary>The bytes of a lossless WebP file, compressed with the encoder's full effort; decoding them gives the same pixels.</summary>
    /// <param name="image">The picture; at most 16,383 pixels a side.</param>
    public static byte[] ToLosslessWebP(RgbImage image) =>
        Encode(image, static pixels => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 100)), "WebP");

    /// <summary>A copy whose longer side has at most the given length; a smaller picture is returned as it is.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="longSide">Largest width and height, in pixels; at least 1.</param>
    public static RgbImage Thumbnail(RgbImage image, int longSide)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longSide);
        var longest = Math.Max(image.Width, image.Height);
        return longest <= longSide ? image : PillowResize.Apply(image, Scaled(image.Width), Scaled(image.Height));

        int Scaled(int side) => Math.Max(1, (int)Math.Round((double)side * longSide / longest, MidpointRounding.ToEven));
    }

    private static unsafe byte[] Encode(RgbImage image, Func<SKPixmap, SKData?> encode, string format)
    {
        ArgumentNullException.ThrowIfNull(image);
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var rgba = new byte[info.BytesSize64];
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[(4 * i) + 3] = byte.MaxValue;
        }

        fixed (byte* start = rgba)
        {
            using var pixels = new SKPixmap(info, (nint)start);
            using var data = encode(pixels)
                ?? throw new InvalidOperationException($"A picture of {image.Width}x{image.Height} pixels cannot be stored as {format}: the encoder refused it.");
            return data.ToArray();
        }
    }
}
