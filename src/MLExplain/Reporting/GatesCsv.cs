using System.Globalization;
using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>Writes the gates as a CSV file, in the form of <see cref="CsvReport"/>, worst first.</summary>
public static class GatesCsv
{
    /// <summary>One row per condition and number.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="decision">What to write.</param>
    public static void Write(string path, GateDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        CsvReport.Write(
            path,
            [
                "gate_id", "section", "metric", "attribute", "class", "group_a", "group_b", "value", "ci_low", "ci_high", "operator", "threshold", "n_a", "n_b", "basis", "status", "point_status",
                "severity", "still_needed", "reason", "dismissed_until",
            ],
            decision.Results.Select(r => (object?[])
            [
                r.Id, r.Measurement?.Section, r.Condition.Metric, r.Measurement?.Attribute ?? r.Condition.Attribute, r.Measurement?.Class ?? r.Condition.Class, r.Measurement?.GroupA,
                r.Measurement?.GroupB, r.Measurement?.Value, r.Measurement?.Lower, r.Measurement?.Upper, r.Condition.OperatorText, r.Condition.Threshold, Count(r.Measurement?.CountA),
                Count(r.Measurement?.CountB), r.Measurement?.Basis, CsvReport.Name(r.Status), r.PointStatus is { } point ? CsvReport.Name(point) : null, CsvReport.Name(r.Condition.Severity), r.StillNeeded, r.Reason, r.Exception?.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ]));
    }

    private static long? Count(long? count) => count > 0 ? count : null;
}
