namespace MLExplain.Audit;

/// <summary>The headline numbers of an audit; every image is counted exactly once under its status.</summary>
/// <param name="Images">Number of manifest rows.</param>
/// <param name="ByStatus">Number of images of each status, all statuses listed.</param>
/// <param name="Evaluated">Images with a known label that were scored.</param>
/// <param name="Correct">Those of them predicted as labelled.</param>
/// <param name="Residuals">For each method with a completeness residual: the median of |residual| ÷ |F(x) − F(baseline)| over its images.</param>
public sealed record AuditSummary(
    int Images,
    IReadOnlyList<KeyValuePair<ImageStatus, int>> ByStatus,
    int Evaluated,
    int Correct,
    IReadOnlyList<KeyValuePair<string, double?>> Residuals)
{
    /// <summary>Correct ÷ Evaluated; null when nothing was evaluated.</summary>
    public double? Accuracy => Evaluated == 0 ? null : Correct / (double)Evaluated;

    internal static AuditSummary Of(IReadOnlyList<ImageRecord> records) => new(
        records.Count,
        [.. Enum.GetValues<ImageStatus>().Select(s => KeyValuePair.Create(s, records.Count(r => r.Status == s)))],
        records.Count(r => r.Correct is not null),
        records.Count(r => r.Correct == true),
        [.. records.SelectMany(r => r.Explanations).Where(e => e.Residual is not null).GroupBy(e => e.Method)
            .Select(g => KeyValuePair.Create(g.Key, Median([.. g.Select(e => e.RelativeResidual).OfType<double>()])))]);

    internal static double? Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length == 0 ? null : values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
