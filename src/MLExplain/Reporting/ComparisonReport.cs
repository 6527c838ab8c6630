using MLExplain.Audit;
using MLExplain.Imaging;

namespace MLExplain.Reporting;

/// <summary>Writes a comparison of saliency methods: one picture, and the way from the baseline to the image.</summary>
public static class ComparisonReport
{
    /// <summary>Side at which each map is shown, in pixels.</summary>
    private const int Side = 168;

    private const int Columns = 7;

    /// <summary>One picture: what the network saw, then each method's signed map with the map over the picture below it.</summary>
    /// <param name="path">Where to write, a .png file.</param>
    /// <param name="comparison">What to show; at least one method gave a map.</param>
    public static void WritePicture(string path, MethodComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var cells = comparison.Methods.Where(m => m.Map is not null).Select(m => new SheetCell(
            m.Method, comparison.Seen is { } seen ? [MapPicture.Alone(m.Map!), MapPicture.Over(seen, m.Map!)] : [MapPicture.Alone(m.Map!)]));
        SheetCell[] first = comparison.Seen is { } picture ? [new SheetCell("image", [picture])] : [];
        File.WriteAllBytes(path, ImageEncoder.ToPng(ContactSheet.Draw([.. first, .. cells], Columns, Side)));
    }

    /// <summary>Score, probability and gathered attribution from the baseline to the image, as an SVG chart.</summary>
    /// <param name="path">Where to write, an .svg file.</param>
    /// <param name="curve">The curve.</param>
    public static void WriteCurve(string path, AlphaCurveRecord curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        File.WriteAllText(path, AlphaChart.Svg(curve, isDocument: true));
    }
}
