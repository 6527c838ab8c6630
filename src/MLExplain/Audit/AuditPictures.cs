using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>Draws what a report shows of an image, small enough that a page of hundreds opens quickly.</summary>
internal static class AuditPictures
{
    /// <summary>Twice the size at which a page shows them, for screens of high density.</summary>
    private const int LongSide = 160;

    private const int JpegQuality = 88;

    public static byte[] Of(RgbImage seen) => ImageEncoder.ToJpeg(ImageEncoder.Thumbnail(seen, LongSide), JpegQuality);

    public static MapPictures Of(string method, RgbImage seen, Tensor map) =>
        new(method, ImageEncoder.ToPng(ImageEncoder.Thumbnail(MapPicture.Alone(map), LongSide)), Of(MapPicture.Over(seen, map)));

    /// <summary>PNG of a map of magnitudes, one pixel per value: dark where it is weak.</summary>
    public static byte[] OfMagnitudes(Tensor map) => ImageEncoder.ToPng(Heatmap.Render(map.Values, map.Shape[0], map.Shape[1], new HeatmapOptions()));

    /// <summary>PNG of a map of both signs, one pixel per value.</summary>
    public static byte[] OfDifference(Tensor map) => ImageEncoder.ToPng(MapPicture.Alone(map));
}
