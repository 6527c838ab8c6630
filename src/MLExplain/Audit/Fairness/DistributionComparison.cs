using System.Runtime.InteropServices;
using MLExplain.Tensors;

namespace MLExplain.Audit.Fairness;

/// <summary>Comparisons of all classes at once: total-variation parity, and equalized odds for more than two classes.</summary>
internal static class DistributionComparison
{
    /// <summary>More additions than this per resample would take minutes for all resamples.</summary>
    private const long MostWork = 200_000;

    private const int ResampleStream = 1000;
    private const int PermutationStream = 1001;

    public static IEnumerable<Disparity> Run(Grouping grouping, ClassView view, IReadOnlyList<string> classes, FairnessOptions options, LogFactorials logs)
    {
        IReadOnlyList<ComparedGroup> groups = [.. ComparedGroup.Of(grouping, view).OrderBy(g => string.Join(' ', g.Cells.Cells.Select(c => (c.Label, c.Prediction, c.Count))), StringComparer.Ordinal)];
        var common = new CommonClasses(groups, options.MinimumDenominator);
        int[] labels = [.. common.Classes];
        return
        [
            .. Rows(DisparityMetrics.TotalVariationParity, grouping.Name, new(groups, _ => 0, 1, classes.Count, options.MinimumDenominator), groups, [], options, logs),
            .. Rows(
                DisparityMetrics.MulticlassEqualizedOdds, grouping.Name, new(common.Groups, label => Array.BinarySearch(labels, label), labels.Length, classes.Count, options.MinimumDenominator), groups,
                [.. common.LeftOutClasses.Select(c => classes[c])], options, logs),
        ];
    }

    private static Disparity[] Rows(string metric, string attribute, DistributionGap gap, IReadOnlyList<ComparedGroup> groups, IReadOnlyList<string> classes, FairnessOptions options, LogFactorials logs)
    {
        string[] leftOut = [.. groups.OrderBy(g => g.Place).Select(g => g.Cells.Name).Except(gap.Members)];
        var status = !gap.IsEstimable ? DisparityStatus.TooFewGroups : gap.Work > MostWork ? DisparityStatus.TooLarge : leftOut.Length + classes.Count > 0 ? DisparityStatus.Partial : DisparityStatus.Ok;
        Disparity Row(string aggregation) => new()
        {
            Attribute = attribute, Class = "", Metric = metric, Aggregation = aggregation, Rate = "", Status = status, LeftOut = leftOut, LeftOutClasses = classes,
        };
        if (status is DisparityStatus.TooFewGroups or DisparityStatus.TooLarge)
        {
            return [Row(DisparityMetrics.Difference), Row(DisparityMetrics.MeanDifference)];
        }

        var (first, second, max, mean) = gap.Observed();
        var resampled = Draw(ResampleStream, gap.Resample);
        var permuted = Draw(PermutationStream, gap.Permute);
        return
        [
            Filled(Row(DisparityMetrics.Difference), max, [.. resampled.Select(r => r.Max)], [.. permuted.Select(r => r.Max)]),
            Filled(Row(DisparityMetrics.MeanDifference), mean, [.. resampled.Select(r => r.Mean)], [.. permuted.Select(r => r.Mean)]),
        ];

        Disparity Filled(Disparity row, double value, double[] replicates, double[] permutations)
        {
            var bootstrap = Replicates.Percentile(replicates, options.Level)!.Value;
            return row with
            {
                LowGroup = first.Name, LowCount = first.Count, HighGroup = second.Name, HighCount = second.Count, Outlier = gap.Outlier(), Value = value,
                Bootstrap = bootstrap, Interval = DistanceBounds.Of(value, bootstrap, permutations, gap.UnseenErrors(options.Level), options.Level), PValue = Replicates.PValue(permutations, value),
            };
        }

        (double Max, double Mean)[] Draw(int stream, Drawing draw)
        {
            Confusion[] counts = [.. groups.Select(g => g.Counts)];
            var random = new SplitMix64(ContentSeed.Derive(options.Seed, stream, MemoryMarshal.Cast<Confusion, float>(counts)));
            var draws = new (double, double)[options.Replicates];
            for (var i = 0; i < draws.Length; i++)
            {
                draws[i] = draw(ref random, logs);
            }

            return draws;
        }
    }

    private delegate (double Max, double Mean) Drawing(ref SplitMix64 random, LogFactorials logs);
}
