using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting;

/// <summary>Writes an evaluation as CSV files, in the form of <see cref="CsvReport"/>; only <see cref="WriteTimes"/> differs from run to run.</summary>
public static class EvaluationCsv
{
    private static readonly string[] Summary = ["usable", "images", "ok", "undefined", "not_applicable", "mean", "lower", "upper", "median", "reason", "reason_images", "note"];

    /// <summary>One row per method, measure and image.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteMeasures(string path, EvaluationReport report) => CsvReport.Write(
        path,
        ["method", "measure", "id", "value", "status", "reason"],
        Checked(report).Scores.Select(s => (object?[])[s.Method, s.Measure, s.Image, s.Score.Value, CsvReport.Name(s.Score.Status), s.Score.Reason]));

    /// <summary>One row per method and measure, over the images.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteSummary(string path, EvaluationReport report) => CsvReport.Write(
        path,
        ["method", "measure", .. Summary],
        from method in Checked(report).Methods
        from measure in method.Measures
        select (object?[])[method.Method, measure.Facts.Name, .. Row(report, measure)]);

    /// <summary>One row per oracle and measure, over the images.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteOracles(string path, EvaluationReport report) => CsvReport.Write(
        path,
        ["oracle", "measure", .. Summary],
        from oracle in Checked(report).Oracles
        from measure in oracle.Measures
        select (object?[])[oracle.Oracle, measure.Facts.Name, .. Row(report, measure)]);

    /// <summary>One row per method or oracle, measure with a curve, and place on it.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteCurves(string path, EvaluationReport report) => CsvReport.Write(
        path,
        ["map", "measure", "x", "mean", "lower", "upper", "images"],
        from map in Checked(report).Methods.Select(m => (Name: m.Method, m.Measures)).Concat(report.Oracles.Select(o => (Name: o.Oracle, o.Measures)))
        from measure in map.Measures
        from band in measure.Curve
        select (object?[])[map.Name, measure.Facts.Name, band.X, band.Y.Mean, band.Y.Lower, band.Y.Upper, band.Y.Count]);

    /// <summary>One row per method and sanity check.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteCards(string path, EvaluationReport report) => CsvReport.Write(
        path,
        ["method", "card", "low_evidence", "explained", "refused", "check", "verdict", "similarity", "lower", "upper", "images", "threshold", "reason"],
        from method in Checked(report).Methods
        from check in method.Card.Checks
        let similarity = check.Similarity
        select (object?[])
        [
            method.Method, CsvReport.Name(method.Card.Verdict), CsvReport.Name(method.Card.IsLowEvidence), method.Explained, method.Refused, check.Measure, CsvReport.Name(check.Verdict),
            similarity.Mean, similarity.Low, similarity.High, similarity.Count, check.Threshold, similarity.Mean is null ? check.Reason : "",
        ]);

    /// <summary>One row per method, way of comparing maps, and randomised layer or block.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteRandomisation(string path, EvaluationReport report) => CsvReport.Write(
        path,
        ["method", "similarity", "values", "step", "layers", "mean", "lower", "upper", "images", "missing"],
        from method in Checked(report).Methods
        from curve in method.Randomisation
        from step in curve.Report.Steps.Index()
        let similarity = step.Item.Similarity
        select (object?[])
        [
            method.Method, CsvReport.Name(curve.Similarity.Kind), curve.Similarity.Absolute ? "magnitudes" : "signed", step.Index + 1, string.Join(' ', step.Item.Layers),
            similarity.Mean, similarity.Low, similarity.High, similarity.Count, step.Item.Missing,
        ]);

    /// <summary>One row per measure: what it says of a linear model whose exact map is known.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteCalibrations(string path, EvaluationReport report) => CsvReport.Write(
        path,
        ["measure", "usable", "found", "expected", "finding"],
        Checked(report).Calibrations.Select(c => (object?[])[c.Measure, CsvReport.Name(c.IsUsable), c.Found, c.Expected, c.Sentence]));

    /// <summary>One row per method: the time of one map.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void WriteTimes(string path, EvaluationReport report) => CsvReport.Write(
        path, ["method", "images", "seconds_per_image"], Checked(report).Methods.Select(m => (object?[])[m.Method, m.Explained + m.Refused, m.SecondsPerImage]));

    private static object?[] Row(EvaluationReport report, MeasureSummary measure) =>
    [
        CsvReport.Name(report.Calibrations.FirstOrDefault(c => c.Measure == measure.Facts.Name)?.IsUsable), measure.Images, measure.Value.Count, measure.Undefined, measure.NotApplicable,
        measure.Value.Mean, measure.Value.Lower, measure.Value.Upper, measure.Median, measure.Reason, measure.ReasonCount, measure.Note,
    ];

    private static EvaluationReport Checked(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report;
    }
}
