using MLExplain.Audit;
using MLExplain.Evaluation;

namespace MLExplain.Reporting.Tables;

/// <summary>An evaluation as CSV files; only times.csv differs from run to run.</summary>
public static class EvaluationCsv
{
    internal static readonly CsvTable<ImageScore> Measures = new("measures.csv", "a method, a measure and an image")
    {
        { "method", "the saliency method", s => s.Method },
        { "measure", "the measure", s => s.Measure },
        { "id", "the image", s => s.Image },
        { "value", "empty unless the status is `ok`", s => s.Score.Value },
        { "status", "`ok`, `undefined` (such as a constant map), `not_applicable` (something is absent, such as a mask or a baseline)", s => s.Score.Status },
        { "reason", "one sentence when there is no value", s => s.Score.Reason },
    };

    internal static readonly CsvTable<MeasuredMap> Summary = Summaries("measure_summary.csv", "a method and a measure, over the images", "method", "the saliency method");

    internal static readonly CsvTable<MeasuredMap> Oracles = Summaries("oracles.csv", "the same for maps that know nothing of the model", "oracle", "whose maps");

    internal static readonly CsvTable<(MeasuredMap Of, CurveBand Band)> Curves = new("measure_curves.csv", "a method or oracle, a measure with a curve, and a place on it")
    {
        { "map", "the method or oracle", c => c.Of.Map },
        { "measure", "the measure", c => c.Of.Measure.Facts.Name },
        { "x", "what was varied, such as the number of pixels removed", c => c.Band.X },
        { "mean", "mean over the images that have a value there", c => c.Band.Y.Mean },
        { "lower", "lower end of its 95 % bootstrap interval", c => c.Band.Y.Lower },
        { "upper", "upper end", c => c.Band.Y.Upper },
        { "images", "number of these images", c => c.Band.Y.Count },
    };

    internal static readonly CsvTable<Calibration> Calibrations = new("calibration.csv", "a measure, tried on a linear model whose exact map is known")
    {
        { "measure", "the measure", c => c.Measure },
        { "usable", "`false` when it does not say what it must; empty when nothing is known", c => c.IsUsable },
        { "found", "what it says of the exact map", c => c.Found },
        { "expected", "what it must say, or do better than", c => c.Expected },
        { "finding", "the same as a sentence", c => c.Sentence },
    };

    internal static readonly CsvTable<MethodEvaluation> Times = new("times.csv", "a method's time per image")
    {
        { "method", "the saliency method", m => m.Method },
        { "images", "number of images", m => m.Explained + m.Refused },
        { "seconds_per_image", "mean time per image, in seconds", m => m.SecondsPerImage },
    };

    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="report">What to write.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var methods = report.Methods.SelectMany(m => m.Measures.Select(measure => Measured(report, m.Method, measure)));
        var oracles = report.Oracles.SelectMany(o => o.Measures.Select(measure => Measured(report, o.Oracle, measure)));
        return
        [
            Measures.Of(report.Scores), Summary.Of(methods), Curves.Of(methods.Concat(oracles).SelectMany(m => m.Measure.Curve.Select(band => (m, band)))), .. SanityCsv.Files(report),
            Oracles.Of(oracles), Calibrations.Of(report.Calibrations), Times.Of(report.Methods),
        ];
    }

    private static MeasuredMap Measured(EvaluationReport report, string map, MeasureSummary measure) =>
        new(map, measure, report.Calibrations.FirstOrDefault(c => c.Measure == measure.Facts.Name)?.IsUsable);

    private static CsvTable<MeasuredMap> Summaries(string file, string row, string map, string meaning) => new(file, row)
    {
        { map, meaning, m => m.Map },
        { "measure", "what was measured", m => m.Measure.Facts.Name },
        { "usable", "`false` when the measure does not say of a linear model what it must; empty when nothing is known of it there", m => m.IsUsable },
        { "images", "number of images", m => m.Measure.Images },
        { "ok", "images with a value", m => m.Measure.Value.Count },
        { "undefined", "images where the value is not defined", m => m.Measure.Undefined },
        { "not_applicable", "images where something that the measure needs is absent", m => m.Measure.NotApplicable },
        { "mean", "mean over the images with a value", m => m.Measure.Value.Mean },
        { "lower", "lower end of its 95 % bootstrap interval, which needs two values", m => m.Measure.Value.Lower },
        { "upper", "upper end", m => m.Measure.Value.Upper },
        { "median", "median over the same images", m => m.Measure.Median },
        { "reason", "the commonest reason for a missing value, as said of the first such image", m => m.Measure.Reason },
        { "reason_images", "number of images that have it", m => m.Measure.ReasonCount },
        { "note", "what the values depend on besides, such as an entropy estimator", m => m.Measure.Note },
    };

    /// <summary>What a measure says of a method's or an oracle's maps, and whether it can be used.</summary>
    internal sealed record MeasuredMap(string Map, MeasureSummary Measure, bool? IsUsable);
}
