using System.Globalization;
using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>Segmentations as text: a name, and after a colon its most telling number.</summary>
internal static class SegmentationKeys
{
    private static readonly string[] Names = ["quickshift", "slic", "felzenszwalb", "grid"];

    /// <summary>What images are cut by unless told otherwise: quickshift as LIME's reference implementation calls it.</summary>
    public static Segmentation Default { get; } = new QuickshiftSegmentation { KernelSize = 4, MaxDistance = 200, Ratio = 0.2 };

    public static MethodOption Option { get; } = new(
        "segmentation",
        "quickshift[:kernel size], slic[:segments], felzenszwalb[:scale], grid[:rows and columns]",
        "quickshift",
        "How the image is cut into superpixels.");

    public static Segmentation Read(OptionValue value)
    {
        var parts = value.Text.Split(':', 2);
        var number = parts.Length == 1 ? (double?)null
            : double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given > 0 && double.IsFinite(given) ? given
            : throw value.Bad();
        return parts[0] switch
        {
            "quickshift" => number is { } kernel ? new QuickshiftSegmentation { KernelSize = kernel } : Default,
            "slic" => number is { } segments ? new SlicSegmentation { Segments = Whole(segments, value) } : new SlicSegmentation(),
            "felzenszwalb" => number is { } scale ? new FelzenszwalbSegmentation { Scale = scale } : new FelzenszwalbSegmentation(),
            "grid" => number is { } size ? new GridSegmentation { Rows = Whole(size, value), Columns = Whole(size, value) } : new GridSegmentation(),
            _ => throw value.Bad(NearestName.Of(parts[0], Names)),
        };
    }

    private static int Whole(double number, OptionValue value) => number == (int)number ? (int)number : throw value.Bad();
}
