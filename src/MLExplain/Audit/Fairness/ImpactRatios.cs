namespace MLExplain.Audit.Fairness;

/// <summary>Impact ratios of every group, class and basis.</summary>
internal static class ImpactRatios
{
    private const string Prediction = "prediction";
    private const string ScoreAboveMedian = "score_above_median";

    public static IEnumerable<ImpactRatio> Of(Grouping grouping, IReadOnlyList<ClassView> views, KnownScores scores, FairnessOptions options)
    {
        foreach (var view in views.Where(v => !v.IsAllClasses))
        {
            long[] selected = [.. grouping.Groups.Select(g => RateMetrics.SelectionRate.Numerator(view.Count(g)))];
            foreach (var row in Rows(grouping, view.Name, Prediction, [.. grouping.Groups.Select(g => g.Count)], selected, options))
            {
                yield return row;
            }
        }

        if (options.Positive is { } positive && scores.Summary.Known > 0)
        {
            var (counts, above) = scores.AboveMedian(grouping);
            foreach (var row in Rows(grouping, positive, ScoreAboveMedian, counts, above, options))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<ImpactRatio> Rows(Grouping grouping, string @class, string basis, long[] counts, long[] selected, FairnessOptions options)
    {
        var total = counts.Sum();
        int[] compared = [.. Enumerable.Range(0, counts.Length).Where(g => Status(g) == RateStatus.Ok)];
        var reference = compared.Length == 0 ? -1 : compared.MaxBy(g => selected[g] / (double)counts[g]);
        return Enumerable.Range(0, counts.Length).Select(g => Compare(
            new()
            {
                Attribute = grouping.Name, Group = grouping.Groups[g].Name, Class = @class, Basis = basis, Count = counts[g], Selected = selected[g],
                ShareOfData = total == 0 ? 0 : counts[g] / (double)total, Status = Status(g), Reference = reference < 0 ? "" : grouping.Groups[reference].Name,
            },
            reference < 0 ? (0, 0) : (selected[reference], counts[reference])));

        RateStatus Status(int g) => grouping.Groups[g].IsMissing ? RateStatus.MissingAttribute
            : counts[g] == 0 ? RateStatus.EmptyGroup
            : counts[g] < options.MinimumDenominator ? RateStatus.BelowMinN
            : RateStatus.Ok;
    }

    private static ImpactRatio Compare(ImpactRatio row, (long Selected, long Count) reference)
    {
        if (row.Status != RateStatus.Ok || reference.Selected == 0)
        {
            return row;
        }

        var (n, m) = ((double)row.Count, (double)reference.Count);
        var pooled = (row.Selected + reference.Selected) / (n + m);
        var spread = Math.Sqrt(pooled * (1 - pooled) * ((1 / n) + (1 / m)));
        return row with
        {
            Ratio = row.Rate!.Value / (reference.Selected / m),
            BelowFourFifths = (Int128)5 * row.Selected * reference.Count < (Int128)4 * reference.Selected * row.Count,
            Deviations = spread == 0 ? null : (row.Rate.Value - (reference.Selected / m)) / spread,
        };
    }
}
