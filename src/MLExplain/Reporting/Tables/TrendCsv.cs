using MLExplain.Audit.Trend;

namespace MLExplain.Reporting.Tables;

/// <summary>The gates of past runs as a CSV file, in order of the runs' names, the gates and the time.</summary>
public static class TrendCsv
{
    internal static readonly CsvTable<(string Name, TrendGate Gate, TrendRun Run, PastGate Of)> Table = new("trend.csv", "a gate and a run that asked it")
    {
        { "name", "the runs' name", p => p.Name },
        { "gate_id", "the gate", p => p.Gate.Id },
        { "severity", "`error` or `warning`", p => p.Gate.Severity },
        { "operator", "of the condition: `<=`, `<`, `>=`, `>`", p => p.Of.Condition.OperatorText },
        { "threshold", "what the number is held against", p => p.Of.Condition.Threshold },
        { "run", "number of the run among those of its name, in order of time", p => p.Run.Number },
        { "folder", "the run's folder", p => p.Run.Run.Folder },
        { "started", "when it began, UTC", p => TrendText.Time(p.Run.Run.Started) },
        { "value", "the gate's number", p => p.Of.Value },
        { "ci_low", "lower end of its 95 % interval", p => p.Of.Lower },
        { "ci_high", "upper end", p => p.Of.Upper },
        { "status", "what was concluded: `fail`, `inconclusive`, `not_evaluated`, `pass`", p => p.Of.Status },
        { "dismissed_until", "the last day of the review that dismissed the gate, which did not count in that run; empty for the others", p => p.Of.DismissedUntil },
        { "segment", "runs of one segment can be compared", p => p.Run.Segment },
        { "comparable", "whether the run can be compared with the run before; empty for the first", p => p.Run.IsComparable },
        { "changed", "what differs from the run before: `model` (or the predictions), `images`, `data` (labels and groups), `options`, `tool`", p => string.Join(';', p.Run.Changes.Select(c => EnumText.Name(c.Part))) },
        { "model_sha256", "SHA-256 of the model", p => p.Run.Run.Model },
        { "images_sha256", "SHA-256 over the content hashes of the images", p => p.Run.Run.Identity.Images },
        { "data_sha256", "SHA-256 of the data manifest", p => p.Run.Run.Identity.Files.GetValueOrDefault("data") },
        { "tool", "version of MLExplain", p => p.Run.Run.Identity.Version },
    };

    /// <summary>One row per gate and run that asked it.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void Write(string path, TrendReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Table.Write(path, from trend in report.Trends from gate in trend.Gates from point in gate.Points select (trend.Name, gate, point.Run, point.Gate));
    }
}
