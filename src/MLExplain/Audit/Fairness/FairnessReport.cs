namespace MLExplain.Audit.Fairness;

/// <summary>What a fairness audit found; every number is a function of the records and the options alone.</summary>
public sealed record FairnessReport
{
    /// <summary>Records that were counted.</summary>
    public required int Records { get; init; }

    /// <summary>Records that were not, by reason; all reasons are listed.</summary>
    public required IReadOnlyList<ExcludedRecords> Excluded { get; init; }

    /// <summary>All classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Number of classes that fewer records are labelled with than a rate may be a share of, and that are therefore compared only together with the others; 0 unless there are more than <see cref="FairnessOptions.FewClasses"/> and none is positive.</summary>
    public int SmallClasses { get; init; }

    /// <summary>How each attribute became groups.</summary>
    public required IReadOnlyList<AttributeRule> Attributes { get; init; }

    /// <summary>Every rate of every group and class: all records first, then by attribute and intersection, group, class, metric.</summary>
    public required IReadOnlyList<GroupRate> Rates { get; init; }

    /// <summary>Every comparison of groups: by attribute and intersection, class, metric, aggregation.</summary>
    public required IReadOnlyList<Disparity> Disparities { get; init; }

    /// <summary>Every group's selection rate against the largest: by attribute and intersection, class, basis, group.</summary>
    public required IReadOnlyList<ImpactRatio> ImpactRatios { get; init; }

    /// <summary>What is known of the scores.</summary>
    public required ScoreSummary Scores { get; init; }

    /// <summary>Calibration of all records and of every group of one attribute; empty without scores, or when they are no probabilities.</summary>
    public required IReadOnlyList<GroupCalibration> Calibration { get; init; }

    /// <summary>Rates by group at other score thresholds; empty without scores or a positive class.</summary>
    public required IReadOnlyList<ThresholdRate> Thresholds { get; init; }

    /// <summary>Of each intersection the number of possible groups that no record belongs to.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> AbsentGroups { get; init; }

    /// <summary>Whether rows of this attribute are about an intersection: a single attribute may have such a name, too.</summary>
    /// <param name="attribute">The attribute of a row.</param>
    public bool IsIntersection(string attribute) => attribute.Length > 0 && Attributes.All(a => a.Name != attribute);
}
