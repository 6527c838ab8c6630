using MLExplain.Audit.Gates;

namespace MLExplain.Reporting.Tables;

/// <summary>The gates as a CSV file, worst first.</summary>
public static class GatesCsv
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "gates.csv";

    internal static readonly CsvTable<GateResult> Table = new(FileName, "a gate and a number it speaks of, worst first")
    {
        { "gate_id", "metric, attribute and class of the number, and its group when it is that of one group", r => r.Id },
        { "section", "the part of the audit that the number is from; empty without a number", r => r.Measurement?.Section },
        { "metric", "what the condition asks for", r => r.Condition.Metric },
        { "attribute", "the attribute of the number; without a number, the one that the condition asks for", r => r.Measurement?.Attribute ?? r.Condition.Attribute },
        { "class", "its class, likewise; empty for numbers of all classes at once", r => r.Measurement?.Class ?? r.Condition.Class },
        { "group_a", "a group that it compares, or the group that it is of", r => r.Measurement?.GroupA },
        { "group_b", "the group that it is compared with", r => r.Measurement?.GroupB },
        { "value", "the number; empty when it is not evaluated", r => r.Measurement?.Value },
        { "ci_low", "lower end of its 95 % interval; equal to the value when that is known exactly", r => r.Measurement?.Lower },
        { "ci_high", "upper end", r => r.Measurement?.Upper },
        { "operator", "of the condition: `<=`, `<`, `>=`, `>`", r => r.Condition.OperatorText },
        { "threshold", "what the number is held against", r => r.Condition.Threshold },
        { "n_a", "records behind the first group's part", r => Count(r.Measurement?.CountA) },
        { "n_b", "records behind the second's", r => Count(r.Measurement?.CountB) },
        { "basis", "what the number was computed from, with numerators and denominators, such as `tpr: f 29 of 48, m 45 of 48`; empty where the groups alone tell it", r => r.Measurement?.Basis },
        { "status", "`fail`, `inconclusive`, `not_evaluated`, `pass`", r => r.Status },
        { "point_status", "`pass` or `fail` by the number alone, as if it were exact", r => r.PointStatus },
        { "severity", "`error`, or `warning`, which decides nothing", r => r.Condition.Severity },
        { "still_needed", "records the smaller group lacks for a conclusion, if the number stays as it is", r => r.StillNeeded },
        { "reason", "one sentence unless it plainly passes or fails", r => r.Reason },
        { "dismissed_until", "last day on which a review keeps the gate out of the count; empty for gates that count", r => r.Exception?.Expires },
    };

    /// <summary>One row per condition and number.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="decision">What to write.</param>
    public static void Write(string path, GateDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        Table.Write(path, decision.Results);
    }

    private static long? Count(long? count) => count > 0 ? count : null;
}
