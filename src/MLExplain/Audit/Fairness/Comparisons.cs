namespace MLExplain.Audit.Fairness;

/// <summary>All comparisons of a report, on all cores: the draws of each depend on its counts alone, so their order does not matter.</summary>
internal static class Comparisons
{
    public static IReadOnlyList<Disparity> Run(
        IReadOnlyList<Grouping> groupings, IReadOnlyList<ClassView> views, IReadOnlyList<string> classes, IReadOnlyList<Disparity> others, FairnessOptions options,
        IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var logs = new LogFactorials((int)groupings.Max(g => g.Groups.Sum(c => c.Count)));
        var units = groupings.SelectMany(grouping => views.Select(view => (grouping, view))).ToList();
        var (rows, done) = (new IReadOnlyList<Disparity>[units.Count], 0);
        Parallel.For(0, units.Count, new ParallelOptions { CancellationToken = cancellationToken }, unit =>
        {
            var (grouping, view) = units[unit];
            rows[unit] =
            [
                .. ViewComparison.Run(grouping, view, options, logs),
                .. view.IsAllClasses ? DistributionComparison.Run(grouping, view, classes, options, logs) : [],
            ];
            progress?.Report(100 * Interlocked.Increment(ref done) / units.Count);
        });
        return Adjusted([.. rows.SelectMany(r => r), .. others]);
    }

    /// <summary>One adjustment over everything that was tested.</summary>
    private static Disparity[] Adjusted(Disparity[] disparities)
    {
        int[] tested = [.. Enumerable.Range(0, disparities.Length).Where(i => disparities[i].PValue is not null)];
        var adjusted = FalseDiscovery.Adjust([.. tested.Select(i => disparities[i].PValue!.Value)]);
        for (var i = 0; i < tested.Length; i++)
        {
            disparities[tested[i]] = disparities[tested[i]] with { QValue = adjusted[i] };
        }

        return disparities;
    }
}
