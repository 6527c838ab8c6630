namespace MLExplain.Audit.Fairness;

/// <summary>One way to look at the classes: one of them against the rest, or all at once.</summary>
/// <param name="Name">The class; empty for all at once.</param>
/// <param name="Count">Reduces a group's cells to four counts.</param>
/// <param name="Metrics">The rates that make sense of them.</param>
internal sealed record ClassView(string Name, Func<GroupCells, Confusion> Count, IReadOnlyList<RateMetric> Metrics)
{
    public bool IsAllClasses => Name.Length == 0;

    /// <summary>The positive class alone; or every class against the rest, and then all classes at once.</summary>
    public static IReadOnlyList<ClassView> All(IReadOnlyList<string> classes, string? positive) =>
    [
        .. Enumerable.Range(0, classes.Count).Where(c => positive is null || classes[c] == positive)
            .Select(c => new ClassView(classes[c], cells => cells.Against(c), RateMetrics.All)),
        .. positive is null ? [new ClassView("", cells => cells.Correctness(), [RateMetrics.Accuracy])] : Array.Empty<ClassView>(),
    ];
}
