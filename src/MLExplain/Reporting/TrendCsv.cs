using System.Globalization;
using MLExplain.Audit.Trend;

namespace MLExplain.Reporting;

/// <summary>Writes the gates of past runs as a CSV file, in the form of <see cref="CsvReport"/>, in order of the runs' names, the gates and the time.</summary>
public static class TrendCsv
{
    /// <summary>One row per gate and run that asked it.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="report">What to write.</param>
    public static void Write(string path, TrendReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        CsvReport.Write(
            path,
            [
                "name", "gate_id", "severity", "operator", "threshold", "run", "folder", "started", "value", "ci_low", "ci_high", "status", "dismissed_until", "segment", "comparable", "changed", "model_sha256",
                "images_sha256", "data_sha256", "tool",
            ],
            from trend in report.Trends
            from gate in trend.Gates
            from point in gate.Points
            select (object?[])
            [
                trend.Name, gate.Id, CsvReport.Name(gate.Severity), point.Gate.Condition.OperatorText, point.Gate.Condition.Threshold, point.Run.Number, point.Run.Run.Folder,
                TrendText.Time(point.Run.Run.Started), point.Gate.Value, point.Gate.Lower, point.Gate.Upper, CsvReport.Name(point.Gate.Status), point.Gate.DismissedUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), point.Run.Segment,
                CsvReport.Name(point.Run.IsComparable), string.Join(';', point.Run.Changes.Select(c => CsvReport.Name(c.Part))), point.Run.Run.Model,
                point.Run.Run.Identity.Images, point.Run.Run.Identity.Files.GetValueOrDefault("data"), point.Run.Run.Identity.Version,
            ]);
    }
}
