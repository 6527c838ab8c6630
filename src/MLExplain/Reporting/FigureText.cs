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
        { Mean: { } mean, Lower: { } low, Upper: { } high } => $"{Of(mean)} ({Of(low)} to {Of(high)})",
        { Mean: { } mean } => $"{Of(mean)} (one image: no interval)",
        _ => "not measured",
    };

    /// <summary>A similarity with its interval.</summary>
    public static string Of(SimilarityInterval value) => Of(new Bootstrap(value.Mean, value.Low, value.High, value.Count));

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
