using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>Measured figures in words.</summary>
public static class FigureText
{
    private const double Least = 0.001;
    private const double Most = 10_000;

    /// <summary>Three decimals, or three digits and a power of ten where those would say nothing.</summary>
    /// <param name="value">Any finite number.</param>
    public static string Of(double value) => value != 0 && Math.Abs(value) is < Least or >= Most
        ? FormattableString.Invariant($"{value:0.00e+0}")
        : FormattableString.Invariant($"{value:0.000}");

    /// <summary>A mean with its interval.</summary>
    /// <param name="value">The mean; without one the text says that nothing was measured.</param>
    public static string Of(Bootstrap value) => value switch
    {
        { Mean: { } mean } => $"{Of(mean)} ({Interval(value)})",
        _ => "not measured",
    };

    /// <summary>The interval of a mean alone.</summary>
    /// <param name="value">The mean.</param>
    public static string Interval(Bootstrap value) => value is { Lower: { } low, Upper: { } high } ? $"{Of(low)} to {Of(high)}" : "one value, no interval";

    /// <summary>A share in whole percent.</summary>
    /// <param name="value">0 to 1; null where there is none.</param>
    public static string Share(double? value) => value is { } share ? FormattableString.Invariant($"{100 * share:0} %") : "not measured";

    /// <summary>A share in percent with one decimal.</summary>
    /// <param name="value">0 to 1; null where there is none.</param>
    public static string Percent(double? value) => value is { } share ? FormattableString.Invariant($"{share:0.0 %}") : "not measured";

    /// <summary>A similarity as other figures are held.</summary>
    /// <param name="value">The similarity, -1 to 1.</param>
    public static Bootstrap Bounds(SimilarityInterval value) => new(value.Mean, value.Low, value.High, value.Count);

    /// <summary>Which images have a value.</summary>
    /// <param name="summary">The measure.</param>
    public static string Images(MeasureSummary summary) => summary.Value.Count == summary.Images
        ? FormattableString.Invariant($"{summary.Images} images")
        : FormattableString.Invariant($"{summary.Value.Count} of {summary.Images} images");

    /// <summary>Why a measure has no value, in two words.</summary>
    /// <param name="summary">A measure without a value.</param>
    public static string Missing(MeasureSummary summary) => summary.NotApplicable > 0 ? "not applicable" : summary.Undefined > 0 ? "undefined" : "not measured";

    /// <summary>How many images lack a value of a measure, and the commonest reason.</summary>
    internal static string Why(MeasureSummary summary) => FormattableString.Invariant(
        $"no value for {summary.Undefined + summary.NotApplicable} of {summary.Images} images{(summary.ReasonCount < summary.Undefined + summary.NotApplicable ? $", {summary.ReasonCount} of them because" : "")}: {summary.Reason}");

    /// <summary>How to read the values of a measure.</summary>
    /// <param name="direction">Which values speak for a map.</param>
    public static string Of(MeasureDirection direction) => direction switch
    {
        MeasureDirection.HigherIsBetter => "↑ higher is better",
        MeasureDirection.LowerIsBetter => "↓ lower is better",
        _ => "→ 0, nearest to 0 is best",
    };

    /// <summary>Seconds in the unit in which they are read.</summary>
    /// <param name="seconds">Zero or more; null where nothing was timed.</param>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => "not measured",
        < 1 => FormattableString.Invariant($"{1000 * seconds:0.0} ms"),
        _ => FormattableString.Invariant($"{seconds:0.00} s"),
    };
}
