using System.Runtime.InteropServices;
using MLExplain.Imaging;
using SkiaSharp;

namespace Dermatology.Cohorts;

/// <summary>Writes pictures and masks as PNG.</summary>
internal static class Png
{
    /// <summary>The smallest files; they take most of the time of drawing.</summary>
    public const int Smallest = 9;

    /// <summary>For files that are read once.</summary>
    public const int Fastest = 1;

    public static void Write(string path, RgbImage image, int effort = Smallest)
    {
        var rgba = new byte[4 * image.Width * image.Height];
        for (var pixel = 0; pixel < image.Width * image.Height; pixel++)
        {
            image.Pixels.AsSpan(3 * pixel, 3).CopyTo(rgba.AsSpan(4 * pixel));
            rgba[(4 * pixel) + 3] = 255;
        }

        Write(path, new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), rgba, effort);
    }

    /// <summary>One channel: 255 where the mask is set, 0 elsewhere.</summary>
    public static void Write(string path, int width, bool[] mask, int effort = Smallest)
    {
        var info = new SKImageInfo(width, mask.Length / width, SKColorType.Gray8, SKAlphaType.Opaque);
        Write(path, info, Array.ConvertAll(mask, set => (byte)(set ? 255 : 0)), effort);
    }

    private static void Write(string path, SKImageInfo info, byte[] bytes, int effort)
    {
        using var bitmap = new SKBitmap(info);
        Marshal.Copy(bytes, 0, bitmap.GetPixels(), bytes.Length);
        using var pixmap = bitmap.PeekPixels();
        using var data = pixmap.Encode(new SKPngEncoderOptions(effort == Smallest ? SKPngEncoderFilterFlags.AllFilters : SKPngEncoderFilterFlags.Sub, effort))
            ?? throw new IOException($"The PNG encoder failed on {path}.");
        using var file = File.Create(path);
        data.SaveTo(file);
    }
}
