namespace MLExplain.Audit.Fairness;

/// <summary>A group with records and a known attribute.</summary>
/// <param name="Cells">Its counts by label and prediction.</param>
/// <param name="Counts">Reduced to four.</param>
/// <param name="Place">Its place in the report.</param>
internal sealed record ComparedGroup(GroupCells Cells, Confusion Counts, int Place)
{
    /// <summary>
    /// In the order of their counts, not of their names: the resamples then follow the data alone, and renaming a group, a class or an
    /// attribute changes nothing.
    /// </summary>
    public static IReadOnlyList<ComparedGroup> Of(Grouping grouping, ClassView view) =>
    [
        .. grouping.Groups.Select((cells, place) => new ComparedGroup(cells, view.Count(cells), place))
            .Where(g => g.Cells is { IsMissing: false, Count: > 0 })
            .OrderBy(g => g.Counts.TruePositives).ThenBy(g => g.Counts.FalsePositives).ThenBy(g => g.Counts.FalseNegatives).ThenBy(g => g.Counts.TrueNegatives),
    ];
}
