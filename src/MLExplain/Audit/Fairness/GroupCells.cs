namespace MLExplain.Audit.Fairness;

/// <summary>How often each pair of label and prediction occurs in one group: all that rates, resamples and permutations need.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="IsMissing">Whether an attribute of its records is not known.</param>
/// <param name="Cells">The pairs that occur, by label and then prediction, both by number.</param>
internal sealed record GroupCells(string Name, bool IsMissing, IReadOnlyList<GroupCells.Cell> Cells)
{
    public long Count { get; } = Cells.Sum(c => c.Count);

    /// <summary>Counts of two disjoint sets of the group's records, together.</summary>
    public static GroupCells Merge(GroupCells a, GroupCells b) => new(a.Name, a.IsMissing, [.. a.Cells.Concat(b.Cells)
        .GroupBy(c => (c.Label, c.Prediction), (pair, cells) => new Cell(pair.Label, pair.Prediction, cells.Sum(c => c.Count)))
        .OrderBy(c => c.Label).ThenBy(c => c.Prediction)]);

    /// <summary>One class against all others.</summary>
    public Confusion Against(int @class)
    {
        var (tp, fp, fn, tn) = (0L, 0L, 0L, 0L);
        foreach (var cell in Cells)
        {
            var (positive, predicted) = (cell.Label == @class, cell.Prediction == @class);
            tp += positive && predicted ? cell.Count : 0;
            fp += !positive && predicted ? cell.Count : 0;
            fn += positive && !predicted ? cell.Count : 0;
            tn += !positive && !predicted ? cell.Count : 0;
        }

        return new(tp, fp, fn, tn);
    }

    /// <summary>All classes at once: predicted as labelled, as true positives, or not, as false negatives.</summary>
    public Confusion Correctness()
    {
        var right = Cells.Where(c => c.Label == c.Prediction).Sum(c => c.Count);
        return new(right, 0, Count - right, 0);
    }

    public readonly record struct Cell(int Label, int Prediction, long Count);
}
