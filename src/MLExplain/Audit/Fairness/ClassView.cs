namespace MLExplain.Audit.Fairness;

/// <summary>One way to look at the classes: one of them against the rest, or all at once.</summary>
/// <param name="Name">The class; empty for all at once.</param>
/// <param name="Count">Reduces a group's cells to four counts.</param>
/// <param name="Metrics">The rates that make sense of them.</param>
internal sealed record ClassView(string Name, Func<GroupCells, Confusion> Count, IReadOnlyList<RateMetric> Metrics)
{
    public bool IsAllClasses => Name.Length == 0;

    /// <summary>The positive class alone; or every class against the rest, and then all classes at once. Of many classes, those with too few records are no view of their own.</summary>
    public static IReadOnlyList<ClassView> All(UsableRecords usable, FairnessOptions options) =>
    [
        .. Enumerable.Range(0, usable.Classes.Count).Where(c => options.Positive is null ? !IsTooSmall(usable, options, c) : usable.Classes[c] == options.Positive)
            .Select(c => new ClassView(usable.Classes[c], cells => cells.Against(c), RateMetrics.All)),
        .. options.Positive is null ? [new ClassView("", cells => cells.Correctness(), [RateMetrics.Accuracy])] : Array.Empty<ClassView>(),
    ];

    /// <summary>Number of classes that are compared only together with the others.</summary>
    public static int CountTooSmall(UsableRecords usable, FairnessOptions options) =>
        options.Positive is null ? Enumerable.Range(0, usable.Classes.Count).Count(c => IsTooSmall(usable, options, c)) : 0;

    private static bool IsTooSmall(UsableRecords usable, FairnessOptions options, int view) =>
        usable.Classes.Count > FairnessOptions.FewClasses && usable.LabelledWith[view] < options.MinimumDenominator;
}
