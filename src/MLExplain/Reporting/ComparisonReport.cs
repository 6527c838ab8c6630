using MLExplain.Audit;
using MLExplain.Imaging;

namespace MLExplain.Reporting;

/// <summary>Writes a comparison of saliency methods: one picture, and tables of what each method says and of how far they agree.</summary>
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

    /// <summary>One row per method: what it gave, or why it gave nothing.</summary>
    /// <param name="path">Where to write, a .csv file.</param>
    /// <param name="comparison">What to show.</param>
    /// <param name="unsupported">Methods that the model does not support: name and reason.</param>
    public static void WriteMethods(string path, MethodComparison comparison, IReadOnlyList<KeyValuePair<string, string>> unsupported)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(unsupported);
        CsvReport.Write(
            path,
            ["method", "status", "target", "score", "baseline_score", "sum", "residual", "converged", "gradient_calls", "score_calls", "rule", "remarks"],
            [
                .. comparison.Methods.Select(m => m.Attribution is { } a
                    ? (object?[])[m.Method, "ok", a.Target, a.Score, a.BaselineScore, a.Sum, a.Residual, CsvReport.Name(a.Converged), a.GradientCalls, a.ScoreCalls, a.Rule, string.Join(' ', a.Warnings)]
                    : [m.Method, "not_explained", comparison.Target, null, null, null, null, null, null, null, null, m.Refusal]),
                .. unsupported.Select(u => (object?[])[u.Key, "not_supported", comparison.Target, null, null, null, null, null, null, null, null, u.Value]),
            ]);
    }

    /// <summary>One row per pair of methods.</summary>
    /// <param name="path">Where to write, a .csv file.</param>
    /// <param name="comparison">What to show.</param>
    public static void WriteAgreement(string path, MethodComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        CsvReport.Write(
            path,
            ["first", "second", "top_overlap", "rank_correlation", "magnitude_rank_correlation"],
            comparison.Agreements.Select(a => (object?[])[a.First, a.Second, a.TopOverlap, a.RankCorrelation, a.MagnitudeRankCorrelation]));
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
