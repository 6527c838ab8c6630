using MLExplain.Audit.Fairness;

namespace MLExplain.Reporting;

/// <summary>Writes a fairness report as CSV files, in the form of <see cref="CsvReport"/> and the order of the report.</summary>
public static class FairnessCsv
{
    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="report">What to write.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(FairnessReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return
        [
            ("group_metrics.csv", path => WriteRates(path, report)),
            ("disparities.csv", path => WriteDisparities(path, report)),
            ("impact_ratios.csv", path => WriteImpactRatios(path, report)),
            ("group_calibration.csv", path => WriteCalibration(path, report)),
            ("score_thresholds.csv", path => WriteThresholds(path, report)),
        ];
    }

    private static void WriteRates(string path, FairnessReport report) => CsvReport.Write(
        path,
        ["attribute", "group", "class", "metric", "numerator", "denominator", "value", "ci_low", "ci_high", "ci_method", "n", "status"],
        report.Rates.Select(r => (object?[])[r.Attribute, r.Group, r.Class, r.Metric, .. Cells(r.Rate), r.Rate.Interval is null ? null : "wilson", r.Count, CsvReport.Name(r.Rate.Status)]));

    private static void WriteDisparities(string path, FairnessReport report) => CsvReport.Write(
        path,
        [
            "attribute", "class", "metric", "aggregation", "rate", "group_low", "value_low", "n_low", "group_high", "value_high", "n_high", "value", "ci_low", "ci_high",
            "bootstrap_low", "bootstrap_high", "p_value", "q_value", "status", "left_out",
        ],
        report.Disparities.Select(d => (object?[])
        [
            d.Attribute, d.Class, d.Metric, d.Aggregation, d.Rate, d.LowGroup, d.LowValue, Known(d, d.LowCount), d.HighGroup, d.HighValue, Known(d, d.HighCount), d.Value,
            d.Interval?.Lower, d.Interval?.Upper, d.Bootstrap?.Lower, d.Bootstrap?.Upper, d.PValue, d.QValue, CsvReport.Name(d.Status), string.Join("; ", d.LeftOut),
        ]));

    private static void WriteImpactRatios(string path, FairnessReport report) => CsvReport.Write(
        path,
        ["attribute", "group", "class", "basis", "n", "selected", "rate", "reference_group", "impact_ratio", "below_four_fifths", "standard_deviations", "share_of_data", "excluded", "exclusion_reason"],
        report.ImpactRatios.Select(r => (object?[])
        [
            r.Attribute, r.Group, r.Class, r.Basis, r.Count, r.Selected, r.Rate, r.Reference, r.Ratio, CsvReport.Name(r.BelowFourFifths), r.Deviations, r.ShareOfData,
            CsvReport.Name(r.Status != RateStatus.Ok), r.Status == RateStatus.Ok ? "" : CsvReport.Name(r.Status),
        ]));

    /// <summary>The error of a group stands in each of its bins' rows, so that a row can be read alone; a group without bins has one row.</summary>
    private static void WriteCalibration(string path, FairnessReport report) => CsvReport.Write(
        path,
        ["attribute", "group", "binning", "bin", "lo", "hi", "n", "mean_score", "accuracy", "ece", "ci_low", "ci_high", "n_group", "status"],
        from scores in report.Calibration
        from bin in scores.Bins.Select((bin, i) => (Number: (int?)(i + 1), Bin: (CalibrationBin?)bin)).DefaultIfEmpty()
        select (object?[])
        [
            scores.Attribute, scores.Group, scores.Binning, bin.Number, bin.Bin?.Lower, bin.Bin?.Upper, bin.Bin?.Count, bin.Bin?.MeanScore, bin.Bin?.Accuracy,
            scores.Error, scores.Interval?.Lower, scores.Interval?.Upper, scores.Count, CsvReport.Name(scores.Status),
        ]);

    private static void WriteThresholds(string path, FairnessReport report) => CsvReport.Write(
        path,
        ["attribute", "group", "threshold", "metric", "numerator", "denominator", "value", "ci_low", "ci_high", "status"],
        report.Thresholds.Select(t => (object?[])[t.Attribute, t.Group, t.Threshold, t.Metric, .. Cells(t.Rate), CsvReport.Name(t.Rate.Status)]));

    private static object?[] Cells(Rate rate) => [rate.Numerator, rate.Denominator, rate.Value, rate.Interval?.Lower, rate.Interval?.Upper];

    /// <summary>A count belongs to a named group; without one there is none, not 0.</summary>
    private static long? Known(Disparity disparity, long count) => disparity.LowGroup.Length > 0 ? count : null;
}
