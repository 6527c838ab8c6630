using MLExplain.Audit.Fairness;

namespace MLExplain.Reporting.Tables;

/// <summary>A fairness report as CSV files, in the order of the report.</summary>
public static class FairnessCsv
{
    private const string Attribute = "the attribute; intersections are joined by ` & `; empty for all records";

    private const string Group = "the group, or the groups of an intersection joined by ` & `; empty for all records";

    private const string View = "the class, held against all others; empty for all classes at once";

    /// <summary>Names of the comparisons, those of one rate with the rate.</summary>
    private static readonly string Comparisons = string.Join("; ", [
        .. DisparityMetrics.OfOneRate.Select(m => $"`{m.Key}` by `{m.Value.Name}`"),
        .. FairnessText.All.Where(t => DisparityMetrics.OfOneRate.All(m => m.Key != t.Metric)).Select(t => $"`{t.Metric}`: {t.What.TrimEnd('.')}"),
    ]);

    private static readonly CsvTable<Rate> Shares = new("", "")
    {
        { "numerator", "records that count", r => r.Numerator },
        { "denominator", "records that they are a share of", r => r.Denominator },
        { "value", "numerator ÷ denominator; empty unless the status is `ok`", r => r.Value },
        { "ci_low", "lower end of Wilson's 95 % interval", r => r.Interval?.Lower },
        { "ci_high", "upper end", r => r.Interval?.Upper },
    };

    internal static readonly CsvTable<GroupRate> Rates = new("group_metrics.csv", "a rate of a group (or intersection) and class")
    {
        { "attribute", Attribute, r => r.Attribute },
        { "group", Group, r => r.Group },
        { "class", View, r => r.Class },
        { "metric", $"the rate: {string.Join("; ", RateMetrics.All.Select(m => $"`{m.Name}` {m.Meaning}"))}", r => r.Metric },
        { Shares, r => r.Rate },
        { "ci_method", "`wilson`; empty without an interval", r => r.Rate.Interval is null ? null : "wilson" },
        { "n", "records of the group", r => r.Count },
        { "status", "`ok`, `zero_denominator`, `empty_group`, `below_min_n`, `missing_attribute`", r => r.Rate.Status },
    };

    internal static readonly CsvTable<Disparity> Disparities = new("disparities.csv", "a comparison of the groups of an attribute (or intersection)")
    {
        { "attribute", "the attribute; intersections are joined by ` & `", d => d.Attribute },
        { "class", View, d => d.Class },
        { "metric", $"what is compared: {Comparisons}", d => d.Metric },
        { "aggregation", "how: `difference` (max − min), `ratio` (min ÷ max), `mean_difference`, `minimum`", d => d.Aggregation },
        { "rate", "what the two groups are compared by: a rate, or `ece`; empty where it is a distribution", d => d.Rate },
        { "group_low", "the group where it is least", d => d.LowGroup },
        { "value_low", "the rate there", d => d.LowValue },
        { "n_low", "records that it is a share of", d => Known(d, d.LowCount) },
        { "group_high", "the group where it is largest", d => d.HighGroup },
        { "value_high", "the rate there", d => d.HighValue },
        { "n_high", "records that it is a share of", d => Known(d, d.HighCount) },
        { "value", "the disparity; empty unless the status is `ok` or `partial`", d => d.Value },
        { "ci_low", "lower end of its 95 % interval: the bootstrap's, widened by score bounds so that it is honest at rates of 0 and 1 and with many groups", d => d.Interval?.Lower },
        { "ci_high", "upper end", d => d.Interval?.Upper },
        { "bootstrap_low", "lower end of the percentile interval of the bootstrap alone", d => d.Bootstrap?.Lower },
        { "bootstrap_high", "upper end", d => d.Bootstrap?.Upper },
        { "p_value", "chance of at least this difference if groups did not matter, by permutation; empty where it is not tested", d => d.PValue },
        { "q_value", "the same, adjusted for the number of tests (Benjamini, Hochberg 1995)", d => d.QValue },
        { "status", "`ok`, `partial` (groups with too few records are left out and named), `too_few_groups`, `half_not_estimable`, `zero_denominator`, `too_large`", d => d.Status },
        { "left_out", "groups that have records, but too few for the rate; `class NAME` for true classes that are too rare for all classes to be compared", d => string.Join("; ", d.LeftOut.Concat(d.LeftOutClasses.Select(c => "class " + c))) },
    };

    internal static readonly CsvTable<ImpactRatio> ImpactRatios = new("impact_ratios.csv", "a group's selection rate against the largest")
    {
        { "attribute", "the attribute; intersections are joined by ` & `", r => r.Attribute },
        { "group", "the group", r => r.Group },
        { "class", View, r => r.Class },
        { "basis", "who counts as selected: predicted as the class (`prediction`), or scored above the median of all (`score_above_median`)", r => r.Basis },
        { "n", "records of the group", r => r.Count },
        { "selected", "those selected", r => r.Selected },
        { "rate", "selected ÷ n", r => r.Rate },
        { "reference_group", "the group selected most", r => r.Reference },
        { "impact_ratio", "the group's rate ÷ that of the reference group", r => r.Ratio },
        { "below_four_fifths", "`true` when the ratio is below 0.8, the usual mark", r => r.BelowFourFifths },
        { "standard_deviations", "difference to the reference group; beyond 2 is the usual mark", r => r.Deviations },
        { "share_of_data", "the group's share of all records, 0 to 1", r => r.ShareOfData },
        { "excluded", "`true` for groups that take no part in ratios but are listed", r => r.Status != RateStatus.Ok },
        { "exclusion_reason", "why, such as `below_min_n`", r => r.Status == RateStatus.Ok ? null : r.Status },
    };

    internal static readonly CsvTable<(GroupCalibration Of, int? Number, CalibrationBin? Bin)> Calibration = new("group_calibration.csv", "a bin of the scores of a group; a group without bins has one row")
    {
        { "attribute", Attribute, c => c.Of.Attribute },
        { "group", Group, c => c.Of.Group },
        { "binning", "`equal_width` or `equal_mass`; the edges are the same for all groups", c => c.Of.Binning },
        { "bin", "number of the bin, from 1", c => c.Number },
        { "lo", "its lower edge", c => c.Bin?.Lower },
        { "hi", "its upper edge", c => c.Bin?.Upper },
        { "n", "records in the bin", c => c.Bin?.Count },
        { "mean_score", "their mean score", c => c.Bin?.MeanScore },
        { "accuracy", "share of them where what the score speaks of was true", c => c.Bin?.Accuracy },
        { "ece", "expected calibration error of the group, 0 to 1", c => c.Of.Error },
        { "ci_low", "lower end of its 95 % interval", c => c.Of.Interval?.Lower },
        { "ci_high", "upper end", c => c.Of.Interval?.Upper },
        { "n_group", "records of the group with a score", c => c.Of.Count },
        { "status", "`ok`, or why the group has no error: `empty_group`, `below_min_n`, `missing_attribute`", c => c.Of.Status },
    };

    internal static readonly CsvTable<ThresholdRate> Thresholds = new("score_thresholds.csv", "a rate of a group if scores at or above a threshold counted as positive")
    {
        { "attribute", Attribute, t => t.Attribute },
        { "group", Group, t => t.Group },
        { "threshold", "scores at or above it count as positive", t => t.Threshold },
        { "metric", "the rate, such as `tpr`", t => t.Metric },
        { Shares, t => t.Rate },
        { "status", "as in group_metrics.csv", t => t.Rate.Status },
    };

    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="report">What to write.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(FairnessReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [Rates.Of(report.Rates), Disparities.Of(report.Disparities), ImpactRatios.Of(report.ImpactRatios), Calibration.Of(report.Calibration.SelectMany(Bins)), Thresholds.Of(report.Thresholds)];
    }

    /// <summary>The error of a group stands in each of its bins' rows, so that a row can be read alone.</summary>
    private static IEnumerable<(GroupCalibration Of, int? Number, CalibrationBin? Bin)> Bins(GroupCalibration scores) =>
        scores.Bins.Select((bin, i) => (scores, (int?)(i + 1), (CalibrationBin?)bin)).DefaultIfEmpty((scores, null, null));

    /// <summary>A count belongs to a named group; without one there is none, not 0.</summary>
    private static long? Known(Disparity disparity, long count) => disparity.LowGroup.Length > 0 ? count : null;
}
