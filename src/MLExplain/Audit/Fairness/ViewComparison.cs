using System.Runtime.InteropServices;
using MLExplain.Tensors;

namespace MLExplain.Audit.Fairness;

/// <summary>Every comparison of the groups of one attribute, or intersection, for one view of the classes.</summary>
internal static class ViewComparison
{
    public static IEnumerable<Disparity> Run(Grouping grouping, ClassView view, FairnessOptions options, LogFactorials logs)
    {
        var groups = ComparedGroup.Of(grouping, view);
        var gaps = view.Metrics.ToDictionary(m => m, m => new RateGap(m, groups, options));
        Resample(groups, [.. gaps.Values.Where(g => g.IsEstimable)], options, logs);
        foreach (var (metric, gap) in gaps.Where(g => g.Value.IsEstimable))
        {
            gap.Permuted = metric.Complement is { } other ? gaps[other].Permuted : gap.Permute(Random(groups, options, 1 + Index(view, metric)), logs, options.Replicates);
        }

        var writer = new DisparityWriter(grouping.Name, view.Name, options.Level);
        foreach (var (name, metric) in DisparityMetrics.OfOneRate.Where(d => gaps.ContainsKey(d.Value)))
        {
            yield return writer.Difference(name, gaps[metric]);
            yield return writer.Ratio(name, gaps[metric]);
        }

        if (gaps.TryGetValue(RateMetrics.Tpr, out var tpr) && gaps.TryGetValue(RateMetrics.Fpr, out var fpr))
        {
            foreach (var disparity in writer.EqualizedOdds(tpr, fpr))
            {
                yield return disparity;
            }
        }

        yield return writer.WorstGroup(DisparityMetrics.WorstGroupAccuracy, gaps[RateMetrics.Accuracy]);
    }

    private static void Resample(IReadOnlyList<ComparedGroup> groups, RateGap[] gaps, FairnessOptions options, LogFactorials logs)
    {
        var random = Random(groups, options, stream: 0);
        var drawn = new Confusion[groups.Count];
        for (var replicate = 0; replicate < options.Replicates && gaps.Length > 0; replicate++)
        {
            for (var g = 0; g < drawn.Length; g++)
            {
                drawn[g] = CountDraws.Resample(ref random, logs, groups[g].Counts);
            }

            foreach (var gap in gaps)
            {
                gap.Observe(replicate, drawn);
            }
        }
    }

    private static int Index(ClassView view, RateMetric metric) => view.Metrics.TakeWhile(m => m != metric).Count();

    /// <summary>A stream of its own for the resamples, and for the permutations of each rate.</summary>
    private static SplitMix64 Random(IReadOnlyList<ComparedGroup> groups, FairnessOptions options, int stream)
    {
        Confusion[] counts = [.. groups.Select(g => g.Counts)];
        return new(ContentSeed.Derive(options.Seed, stream, MemoryMarshal.Cast<Confusion, float>(counts)));
    }
}
