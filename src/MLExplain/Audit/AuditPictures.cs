using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>Draws what a report shows of an image, small enough that a page of hundreds opens quickly.</summary>
internal static class AuditPictures
{
    /// <summary>Twice the size at which a page shows them, for screens of high density.</summary>
    private const int LongSide = 160;

    private const int JpegQuality = 88;

    /// <summary>Standard deviation of the overlay's blur ÷ side of the map: single pixels of gradient maps are noise to the eye, regions are not.</summary>
    private const double BlurShare = 0.025;

    private static readonly HeatmapOptions Signed = new() { Sign = HeatmapSign.Both };
    private static readonly HeatmapOptions Over = new() { Opacity = 0.9, Fade = true };

    public static byte[] Of(RgbImage seen) => ImageEncoder.ToJpeg(ImageEncoder.Thumbnail(seen, LongSide), JpegQuality);

    public static MapPictures Of(string method, RgbImage seen, Tensor map) =>
        new(method, ImageEncoder.ToPng(ImageEncoder.Thumbnail(Map(map), LongSide)), Of(Overlay(seen, map)));

    /// <summary>The signed map alone: red for, blue against the explained class.</summary>
    public static RgbImage Map(Tensor map) => Heatmap.Render(map.Values, map.Shape[0], map.Shape[1], Signed);

    /// <summary>The map, blurred, over what the network saw, where it speaks for the class.</summary>
    public static RgbImage Overlay(RgbImage seen, Tensor map)
    {
        var (height, width) = (map.Shape[0], map.Shape[1]);
        var blurred = GaussianBlur.Apply(map, BlurShare * Math.Min(height, width), BlurBorder.Reflect);
        return Heatmap.Overlay(seen, blurred.Values, height, width, Over);
    }
}
