namespace MLExplain.Audit.Fairness;

/// <summary>The fairness half of an audit: what a classifier does to different groups, from labels and predictions alone.</summary>
public static class FairnessAudit
{
    /// <summary>Counts, compares and reports.</summary>
    /// <param name="records">One per image, patient or case, in any order.</param>
    /// <param name="options">What is compared, and how.</param>
    /// <param name="progress">Told how much of the comparisons is done, 0..100.</param>
    /// <param name="cancellationToken">Stops the audit.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="DataException">No record is usable, the positive class does not occur, or an attribute cannot be cut into groups.</exception>
    public static FairnessReport Run(
        IReadOnlyList<FairnessRecord> records, FairnessOptions options, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var usable = UsableRecords.Of(records, options);
        List<CodedAttribute> attributes = [.. options.Attributes.Select(a => CodedAttribute.Of(a, usable.Records))];
        List<Grouping> groupings = [.. Grouping.All(attributes, options.IntersectionOrder, usable.Labels, usable.Predictions)];
        var views = ClassView.All(usable, options);
        var scores = KnownScores.Of(usable, options.Positive);
        var calibrations = Calibrations.Of(groupings, scores, options, cancellationToken);
        List<Grouping> compared = [.. groupings.Where(g => g.Order > 0)];
        return new FairnessReport
        {
            Records = usable.Records.Count,
            Excluded = usable.Excluded,
            Classes = usable.Classes,
            SmallClasses = ClassView.CountTooSmall(usable, options),
            Attributes = [.. attributes.Select(a => a.Rule)],
            Rates = [.. groupings.SelectMany(grouping => Rates(grouping, views, options))],
            Disparities = Comparisons.Run(compared, views, usable.Classes, calibrations.Disparities, options, progress, cancellationToken),
            ImpactRatios = [.. compared.SelectMany(grouping => ImpactRatios.Of(grouping, views, scores, options))],
            Scores = scores.Summary,
            Calibration = calibrations.Groups,
            Thresholds = options.Positive is null || scores.Summary.Known == 0 ? [] : [.. groupings.Where(g => g.Order <= 1).SelectMany(g => ThresholdSweep.Of(g, scores, options))],
            AbsentGroups = [.. groupings.Where(g => g.Order > 1).Select(g => KeyValuePair.Create(g.Name, g.Absent))],
        };
    }

    private static IEnumerable<GroupRate> Rates(Grouping grouping, IReadOnlyList<ClassView> views, FairnessOptions options) =>
        from cells in grouping.Groups
        from view in views
        let counts = view.Count(cells)
        from metric in view.Metrics
        select new GroupRate(grouping.Name, cells.Name, view.Name, metric.Name, Rate.Of(cells, counts, metric, options), cells.Count);
}
