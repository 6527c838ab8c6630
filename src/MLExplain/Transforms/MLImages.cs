using Microsoft.ML.Data;
using MLExplain.Imaging;

namespace MLExplain.Transforms;

/// <summary>Pictures from and to ML.NET's image class, which holds 32 bits a pixel.</summary>
internal static class MLImages
{
    /// <summary>The colours, alpha dropped.</summary>
    public static RgbImage ToRgb(MLImage image)
    {
        var (red, blue) = image.PixelFormat == MLPixelFormat.Rgba32 ? (0, 2) : (2, 0);
        var source = image.Pixels;
        var pixels = new byte[source.Length / 4 * 3];
        for (int from = 0, to = 0; to < pixels.Length; from += 4, to += 3)
        {
            (pixels[to], pixels[to + 1], pixels[to + 2]) = (source[from + red], source[from + 1], source[from + blue]);
        }

        return new RgbImage(image.Width, image.Height, pixels);
    }

    /// <summary>An opaque image; whoever receives it disposes it.</summary>
    public static MLImage FromRgb(RgbImage image)
    {
        var pixels = new byte[image.Pixels.Length / 3 * 4];
        for (int from = 0, to = 0; to < pixels.Length; from += 3, to += 4)
        {
            image.Pixels.AsSpan(from, 3).CopyTo(pixels.AsSpan(to));
            pixels[to + 3] = byte.MaxValue;
        }

        return MLImage.CreateFromPixels(image.Width, image.Height, MLPixelFormat.Rgba32, pixels);
    }
}
