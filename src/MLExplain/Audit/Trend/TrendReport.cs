namespace MLExplain.Audit.Trend;

/// <summary>Past runs over time.</summary>
/// <param name="Trends">One for each name of a run, in order of the names: runs of other names audit something else.</param>
/// <param name="Unread">Folders that could not be read, in order.</param>
public sealed record TrendReport(IReadOnlyList<NamedTrend> Trends, IReadOnlyList<UnreadRun> Unread)
{
    /// <summary>Number of runs that were read.</summary>
    public int Runs => Trends.Sum(t => t.Runs.Count);

    /// <summary>Puts runs in order.</summary>
    /// <param name="runs">The runs that were read, in any order.</param>
    /// <param name="unread">Those that were not.</param>
    public static TrendReport Of(IEnumerable<PastRun> runs, IEnumerable<UnreadRun> unread) => new(
        [.. runs.GroupBy(r => r.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Named)],
        [.. unread.OrderBy(u => u.Folder, StringComparer.Ordinal)]);

    private static NamedTrend Named(IGrouping<string, PastRun> runs)
    {
        var placed = TrendRun.Sequence(runs);
        return new NamedTrend(runs.Key, placed, TrendGate.Of(placed));
    }
}
