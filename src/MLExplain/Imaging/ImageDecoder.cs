using SkiaSharp;

namespace MLExplain.Imaging;

/// <summary>Decodes JPEG, PNG, BMP, WebP and the first frame of GIF as training code that uses Pillow sees them.</summary>
/// <remarks>
/// The content decides the format, not the file name. EXIF orientation is applied, as <c>ImageOps.exif_transpose</c> does.
/// As with <c>convert("RGB")</c>, transparency is dropped (colours as stored, over no background), gray and palette pictures become RGB,
/// CMYK becomes RGB by (1 − ink)(1 − black), and colour profiles are not applied.
/// Differs from Pillow: of 16-bit samples the high byte is kept, for gray too (Pillow clips 16-bit gray at 255);
/// the transparent pixels of a GIF are black (Pillow keeps the palette's colour).
/// </remarks>
public static class ImageDecoder
{
    /// <summary>Largest picture that is decoded, in pixels: 100 million.</summary>
    public const long MaxPixels = 100_000_000;

    /// <summary>Longest side of a picture that is decoded, in pixels: 65,535, as in JPEG.</summary>
    public const int MaxSide = 65_535;

    /// <summary>Decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The picture, upright.</returns>
    /// <exception cref="ImageDecodeException">
    /// The file is missing, unreadable, empty, truncated, damaged, no picture, or larger than <see cref="MaxPixels"/> and <see cref="MaxSide"/> allow.
    /// </exception>
    public static RgbImage Decode(string path)
    {
        if (string.IsNullOrEmpty(path))
        {
            throw new ImageDecodeException($"The path of a picture is empty; the path of a {ImageSignature.Supported} file is expected.");
        }

        try
        {
            return Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageDecodeException($"'{path}' does not exist; a {ImageSignature.Supported} file is expected there.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ImageDecodeException($"'{path}' cannot be read ({failure.Message}); a readable {ImageSignature.Supported} file is expected there.", failure);
        }
    }

    /// <summary>Decodes the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call the picture in an error message.</param>
    /// <returns>The picture, upright.</returns>
    /// <exception cref="ImageDecodeException">The bytes are none, truncated, damaged, no picture, or larger than <see cref="MaxPixels"/> and <see cref="MaxSide"/> allow.</exception>
    public static unsafe RgbImage Decode(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.IsEmpty)
        {
            throw new ImageDecodeException($"'{name}' is empty (0 bytes); a {ImageSignature.Supported} picture is expected.");
        }

        var format = ImageSignature.Format(bytes)
            ?? throw new ImageDecodeException($"'{name}' is {ImageSignature.Describe(bytes)}; a {ImageSignature.Supported} picture is expected.");

        fixed (byte* start = bytes)
        {
            // The codec reads the caller's bytes in place, so both must be released before the bytes may move.
            using var data = SKData.Create((nint)start, bytes.Length);
            using var codec = SKCodec.Create(data)
                ?? throw new ImageDecodeException($"'{name}' starts as {format} but its header is truncated or damaged; a whole {format} file is expected.");
            var origin = format == "PNG" ? ExifOrientation.OfPng(bytes) : codec.EncodedOrigin;
            return Decode(codec, origin, format, name);
        }
    }

    private static unsafe RgbImage Decode(SKCodec codec, SKEncodedOrigin origin, string format, string name)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MaxPixels || Math.Max(width, height) > MaxSide)
        {
            throw new ImageDecodeException(
                $"'{name}' has {width}x{height} = {(long)width * height} pixels; at most {MaxPixels} are decoded, and at most {MaxSide} a side. Scale the picture down first.");
        }

        // Without a colour space in the request, Skia applies no colour profile.
        var info = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var rgba = new byte[info.BytesSize64];
        fixed (byte* pixels = rgba)
        {
            var result = codec.GetPixels(info, (nint)pixels);
            if (result != SKCodecResult.Success)
            {
                var found = result == SKCodecResult.IncompleteInput ? "ends before its last row of pixels" : $"is damaged ({result})";
                throw new ImageDecodeException($"'{name}' {found}; a whole {format} file of {width}x{height} pixels is expected.");
            }
        }

        return ExifOrientation.Upright(rgba, width, height, origin);
    }
}
