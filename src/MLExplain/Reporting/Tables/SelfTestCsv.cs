using MLExplain.Audit.Fairness;
using MLExplain.Audit.Power;

namespace MLExplain.Reporting.Tables;

/// <summary>A self-test as CSV files.</summary>
public static class SelfTestCsv
{
    internal static readonly CsvTable<DetectionCell> Cells = new("selftest.csv", "a kind and a strength of planted shortcut; strength 0 is nothing planted")
    {
        { "kind", "what was planted: `corner_tag`, `border`, `tint`, `brightness`", c => c.Kind },
        { "strength", "how visible it was, 0 to 1; 0 is nothing planted", c => c.Strength },
        { "trials", "models made and audited", c => c.Caught.Denominator },
        { "flip_rate", "mean share of the images that the stamp alone turns into the class that it went with, 0 to 1", c => c.FlipRate },
        { "used", "trials whose model uses the shortcut: a flip rate of at least 0.1", c => c.Used.Numerator },
        { "suspected", "trials in which the audit saw that the stamp tells the predictions", c => c.Suspected.Numerator },
        { "caught", "trials in which it confirmed the shortcut; at strength 0 these are false alarms", c => c.Caught.Numerator },
        { "caught_rate", "caught ÷ trials", c => c.Caught.Value },
        { "caught_lower", "lower end of Wilson's 95 % interval", c => c.Caught.Interval?.Lower },
        { "caught_upper", "upper end", c => c.Caught.Interval?.Upper },
        { "used_caught", "of the trials that use it, those that were caught", c => c.Power.Numerator },
        { "power", "used_caught ÷ used", c => c.Power.Value },
        { "power_lower", "lower end of Wilson's 95 % interval", c => c.Power.Interval?.Lower },
        { "power_upper", "upper end", c => c.Power.Interval?.Upper },
        { "power_status", "`ok`, or `not_used`: no model used it, so none could be caught", c => c.Power.Status == RateStatus.Ok ? "ok" : "not_used" },
    };

    internal static readonly CsvTable<DetectionTrial> Trials = new("selftest_trials.csv", "a model that was made with such a shortcut, and audited")
    {
        { "kind", "what was planted, as in selftest.csv", t => t.Kind },
        { "strength", "how visible it was", t => t.Strength },
        { "trial", "number of the trial among those of its kind and strength, from 0", t => t.Repetition },
        { "target", "the class that the stamp went with", t => t.Target },
        { "candidates", "audited images that are not taken for it without the stamp", t => t.Candidates },
        { "flips", "those of them that are with it", t => t.Flips },
        { "flip_rate", "flips ÷ candidates", t => t.FlipRate },
        { "flip_rate_before", "the same share for the model as it was before the refit", t => t.FlipRateBefore },
        { "used", "`true` when the model uses the shortcut", t => t.Used },
        { "suspected", "`true` when the audit saw that the stamp tells the predictions", t => t.Suspected },
        { "caught", "`true` when it confirmed the shortcut", t => t.Caught },
    };

    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="report">What to write.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(SelfTestReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [Cells.Of(report.Cells), Trials.Of(report.Trials)];
    }
}
