using MLExplain.Audit.Gates;

namespace MLExplain.Audit.Trend;

/// <summary>A past run in its place among the runs of the same name.</summary>
/// <param name="Run">The run.</param>
/// <param name="Number">Its place in time, from 1.</param>
/// <param name="Segment">Runs of one segment, from 1, can be compared: nothing but the model changed between them.</param>
/// <param name="Changes">What changed since the run before; empty for the first.</param>
public sealed record TrendRun(PastRun Run, int Number, int Segment, IReadOnlyList<RunDifference> Changes)
{
    /// <summary>Whether it can be compared with the run before; null for the first.</summary>
    public bool? IsComparable => Number == 1 ? null : Changes.All(c => c.Part == RunPart.Model);

    /// <summary>The runs in order of time, each beside the one before.</summary>
    /// <param name="runs">Runs of one name.</param>
    internal static IReadOnlyList<TrendRun> Sequence(IEnumerable<PastRun> runs)
    {
        var placed = new List<TrendRun>();
        foreach (var run in runs.OrderBy(r => r.Started).ThenBy(r => r.Folder, StringComparer.Ordinal))
        {
            var next = placed.LastOrDefault() is { } before
                ? new TrendRun(run, before.Number + 1, before.Segment, Differences(before.Run, run))
                : new TrendRun(run, 1, 1, []);
            placed.Add(next.IsComparable == false ? next with { Segment = next.Segment + 1 } : next);
        }

        return placed;
    }

    private static IReadOnlyList<RunDifference> Differences(PastRun before, PastRun now) =>
    [
        .. now.Model != before.Model ? [new RunDifference(RunPart.Model, "The model changed.")] : Array.Empty<RunDifference>(),
        .. now.Identity.Since(before.Identity),
    ];
}
