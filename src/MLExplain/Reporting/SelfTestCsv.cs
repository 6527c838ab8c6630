using MLExplain.Audit.Fairness;
using MLExplain.Audit.Power;

namespace MLExplain.Reporting;

/// <summary>Writes a self-test as CSV files, in the form of <see cref="CsvReport"/>.</summary>
public static class SelfTestCsv
{
    /// <summary>One row per kind and strength of shortcut; strength 0 is nothing planted.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void Write(string path, SelfTestReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        CsvReport.Write(
            path,
            ["kind", "strength", "trials", "flip_rate", "used", "suspected", "caught", "caught_rate", "caught_lower", "caught_upper", "used_caught", "power", "power_lower", "power_upper", "power_status"],
            report.Cells.Select(c => (object?[])
            [
                CsvReport.Name(c.Kind), c.Strength, c.Caught.Denominator, c.FlipRate, c.Used.Numerator, c.Suspected.Numerator, c.Caught.Numerator, c.Caught.Value, c.Caught.Interval?.Lower, c.Caught.Interval?.Upper,
                c.Power.Numerator, c.Power.Value, c.Power.Interval?.Lower, c.Power.Interval?.Upper, c.Power.Status == RateStatus.Ok ? "ok" : "not_used",
            ]));
    }

    /// <summary>One row per model that was made and audited.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteTrials(string path, SelfTestReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        CsvReport.Write(
            path,
            ["kind", "strength", "trial", "target", "candidates", "flips", "flip_rate", "flip_rate_before", "used", "suspected", "caught"],
            report.Trials.Select(t => (object?[])
            [
                CsvReport.Name(t.Kind), t.Strength, t.Repetition, t.Target, t.Candidates, t.Flips, t.FlipRate, t.FlipRateBefore, CsvReport.Name(t.Used), CsvReport.Name(t.Suspected), CsvReport.Name(t.Caught),
            ]));
    }
}
