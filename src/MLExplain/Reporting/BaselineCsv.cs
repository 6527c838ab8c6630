using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>Writes a comparison with an earlier run as a CSV file, in the form of <see cref="CsvReport"/>, worst first.</summary>
public static class BaselineCsv
{
    /// <summary>One row per gate of either run.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="comparison">What to write.</param>
    public static void Write(string path, BaselineComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        CsvReport.Write(
            path,
            ["gate", "severity", "baseline_value", "current_value", "delta", "ci_low", "ci_high", "q_value", "comparable", "verdict_before", "verdict_now", "change"],
            comparison.Gates.Select(g => (object?[])
            [
                g.Name, CsvReport.Name(g.Severity), g.Before?.Value, g.Now?.Value, g.Delta, g.Lower, g.Upper, g.QValue, CsvReport.Name(comparison.IsComparable),
                g.Before is { } before ? CsvReport.Name(before.Status) : null, g.Now is { } now ? CsvReport.Name(now.Status) : null, CsvReport.Name(g.Change),
            ]));
    }
}
