using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>Measured figures in words.</summary>
internal static class FigureText
{
    private const double Least = 0.001;
    private const double Most = 10_000;

    /// <summary>Three decimals, or three digits and a power of ten where those would say nothing.</summary>
    public static string Of(double value) => value != 0 && Math.Abs(value) is < Least or >= Most
        ? FormattableString.Invariant($"{value:0.00e+0}")
        : FormattableString.Invariant($"{value:0.000}");

    /// <summary>A mean with its interval.</summary>
    public static string Of(Bootstrap value) => value switch
    {
        { Mean: { } mean } => $"{Of(mean)} ({Interval(value)})",
        _ => "not measured",
    };

    /// <summary>The interval of a mean alone.</summary>
    public static string Interval(Bootstrap value) => value is { Lower: { } low, Upper: { } high } ? $"{Of(low)} to {Of(high)}" : "one value, no interval";

    /// <summary>A similarity as other figures are held.</summary>
    public static Bootstrap Bounds(SimilarityInterval value) => new(value.Mean, value.Low, value.High, value.Count);

    /// <summary>Which images have a value.</summary>
    public static string Images(MeasureSummary summary) => summary.Value.Count == summary.Images
        ? FormattableString.Invariant($"{summary.Images} images")
        : FormattableString.Invariant($"{summary.Value.Count} of {summary.Images} images");

    /// <summary>Why a measure has no value, in two words.</summary>
    public static string Missing(MeasureSummary summary) => summary.NotApplicable > 0 ? "not applicable" : summary.Undefined > 0 ? "undefined" : "not measured";

    /// <summary>How to read the values of a measure.</summary>
    public static string Of(MeasureDirection direction) => direction switch
    {
        MeasureDirection.HigherIsBetter => "↑ higher is better",
        MeasureDirection.LowerIsBetter => "↓ lower is better",
        _ => "→ 0, nearest to 0 is best",
    };

    /// <summary>Seconds in the unit in which they are read.</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => "not measured",
        < 1 => FormattableString.Invariant($"{1000 * seconds:0.0} ms"),
        _ => FormattableString.Invariant($"{seconds:0.00} s"),
    };
}
