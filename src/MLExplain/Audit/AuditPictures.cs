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
}
