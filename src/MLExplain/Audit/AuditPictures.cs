using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>Draws what a report shows of an image, small enough that a page of hundreds opens quickly.</summary>
internal static class AuditPictures
{
    /// <summary>Twice the size at which a page shows them, for screens of high density.</summary>
    private const int LongSide = 160;

    private const int JpegQuality = 88;

    /// <summary>The darkest grey of what does not belong to an area.</summary>
    private const int Faded = 170;

    public static byte[] Of(RgbImage seen) => ImageEncoder.ToJpeg(ImageEncoder.Thumbnail(seen, LongSide), JpegQuality);

    public static MapPictures Of(string method, RgbImage seen, Tensor map) =>
        new(method, ImageEncoder.ToPng(ImageEncoder.Thumbnail(MapPicture.Alone(map), LongSide)), Of(MapPicture.Over(seen, map)));

    /// <summary>JPEG of what the network saw where the map is among its highest values; elsewhere it is faded to grey.</summary>
    /// <param name="seen">What the network saw.</param>
    /// <param name="map">The map <c>[H,W]</c> of the same size.</param>
    /// <param name="share">Share of the pixels that stay, above 0 to 1; more where values are equal, as in the regions of XRAI.</param>
    public static byte[] OfArea(RgbImage seen, Tensor map, double share)
    {
        float[] highest = [.. map.Values.OrderDescending()];
        var threshold = highest[Math.Clamp((int)Math.Ceiling(share * highest.Length) - 1, 0, highest.Length - 1)];
        byte[] pixels = [.. seen.Pixels];
        for (var i = 0; i < map.Length; i++)
        {
            if (map.Values[i] < threshold)
            {
                var pixel = pixels.AsSpan(3 * i, 3);
                pixel.Fill((byte)(Faded + ((pixel[0] + pixel[1] + pixel[2]) / 3 * (255 - Faded) / 255)));
            }
        }

        return Of(new RgbImage(seen.Width, seen.Height, pixels));
    }

    /// <summary>PNG of a map of magnitudes, one pixel per value: dark where it is weak.</summary>
    public static byte[] OfMagnitudes(Tensor map) => ImageEncoder.ToPng(Heatmap.Render(map.Values, map.Shape[0], map.Shape[1], new HeatmapOptions()));

    /// <summary>PNG of a map of both signs, one pixel per value.</summary>
    public static byte[] OfDifference(Tensor map) => ImageEncoder.ToPng(MapPicture.Alone(map));
}
