namespace MLExplain.Audit.Fairness;

/// <summary>Rates by group at other thresholds than the one the predictions were made with.</summary>
internal static class ThresholdSweep
{
    private static readonly RateMetric[] Metrics = [RateMetrics.SelectionRate, RateMetrics.Tpr, RateMetrics.Fpr, RateMetrics.Ppv, RateMetrics.Accuracy];

    public static IEnumerable<ThresholdRate> Of(Grouping grouping, KnownScores scores, FairnessOptions options)
    {
        double[] thresholds = [.. options.Thresholds.Distinct().Order()];
        var counts = Count(grouping, scores, thresholds);
        return
            from t in Enumerable.Range(0, thresholds.Length)
            from g in Enumerable.Range(0, grouping.Groups.Count)
            from metric in Metrics
            select new ThresholdRate(grouping.Name, grouping.Groups[g].Name, thresholds[t], metric.Name, Rate.Of(grouping.Groups[g], counts[g][t], metric, options));
    }

    /// <summary>One pass: how many thresholds a score reaches decides at which it counts as positive.</summary>
    private static Confusion[][] Count(Grouping grouping, KnownScores scores, double[] thresholds)
    {
        var reached = grouping.Groups.Select(_ => new (long True, long False)[thresholds.Length + 1]).ToArray();
        for (var i = 0; i < scores.Records.Length; i++)
        {
            var place = Array.BinarySearch(thresholds, scores.Values[i]);
            ref var cell = ref reached[grouping.Members[scores.Records[i]]][place >= 0 ? place + 1 : ~place];
            cell = scores.IsTrue[i] ? (cell.True + 1, cell.False) : (cell.True, cell.False + 1);
        }

        return [.. reached.Select(group => Enumerable.Range(0, thresholds.Length).Select(t => At(group, t)).ToArray())];
    }

    private static Confusion At((long True, long False)[] reached, int threshold)
    {
        var (above, below) = (reached[(threshold + 1)..], reached[..(threshold + 1)]);
        return new(above.Sum(c => c.True), above.Sum(c => c.False), below.Sum(c => c.True), below.Sum(c => c.False));
    }
}
