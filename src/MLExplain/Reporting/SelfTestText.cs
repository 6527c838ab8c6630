using System.Globalization;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Power;

namespace MLExplain.Reporting;

/// <summary>A self-test in words.</summary>
public static class SelfTestText
{
    /// <summary>What was caught of one kind and strength, one sentence.</summary>
    /// <param name="cell">The trials.</param>
    public static string Sentence(DetectionCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var name = EnumText.Name(cell.Kind).Replace('_', ' ');
        var flips = cell.FlipRate is { } rate ? Percent(rate) : "an unknown share";
        return FormattableString.Invariant(cell switch
        {
            { Strength: 0 } => (FormattableString)$"{name}, nothing planted: {Share(cell.Caught)} false alarms.",
            { Power.Status: not RateStatus.Ok } => $"{name} of strength {cell.Strength}: the model uses it in none of {cell.Used.Denominator} trials (it turns {flips} of the images), so there was nothing to catch.",
            _ => $"{name} of strength {cell.Strength}: the model uses it in {cell.Used.Numerator} of {cell.Used.Denominator} trials (it turns {flips} of the images); of these caught {Share(cell.Power)}.",
        });
    }

    /// <summary>How often the audit saw a shortcut where nothing was planted, one sentence.</summary>
    /// <param name="report">The self-test.</param>
    public static string FalseAlarms(SelfTestReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return $"With nothing planted, the audit confirmed a shortcut in {Share(report.FalseAlarms)} trials.";
    }

    internal static string Share(Rate rate) => rate.Interval is { } interval
        ? string.Create(CultureInfo.InvariantCulture, $"{rate.Numerator} of {rate.Denominator} ({Percent(interval.Lower)} to {Percent(interval.Upper)})")
        : "none";

    internal static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
