namespace MLExplain.Audit.Fairness;

/// <summary>A group's selection rate against that of the group selected most.</summary>
/// <remarks>29 CFR 1607.4(D) calls a ratio under four fifths evidence of adverse impact; New York City's rule 5-301 asks for the ratios by group and intersection.</remarks>
public sealed record ImpactRatio
{
    /// <summary>A ratio below this is flagged.</summary>
    public const double FourFifths = 0.8;

    /// <summary>The attribute, or several joined by " &amp; ".</summary>
    public required string Attribute { get; init; }

    /// <summary>The group.</summary>
    public required string Group { get; init; }

    /// <summary>The class held against all others.</summary>
    public required string Class { get; init; }

    /// <summary>What counts as selected: <c>prediction</c>, or <c>score_above_median</c> of all scores.</summary>
    public required string Basis { get; init; }

    /// <summary>Records of the group.</summary>
    public required long Count { get; init; }

    /// <summary>Those selected.</summary>
    public required long Selected { get; init; }

    /// <summary>Selected ÷ Count, also for groups that are excluded; null for a group without records.</summary>
    public double? Rate => Count == 0 ? null : Selected / (double)Count;

    /// <summary>The group with the largest rate; empty when no group takes part.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Rate ÷ the reference's rate; null when the group is excluded, or nobody is selected.</summary>
    public double? Ratio { get; init; }

    /// <summary>Whether the ratio is below four fifths, decided in whole numbers; null without a ratio.</summary>
    public bool? BelowFourFifths { get; init; }

    /// <summary>Difference to the reference in standard deviations, with the rate of both together; beyond ±2 is the courts' usual mark. Null when not defined.</summary>
    public double? Deviations { get; init; }

    /// <summary>The group's share of all records, 0..1.</summary>
    public required double ShareOfData { get; init; }

    /// <summary>Whether the group takes part in ratios, and if not why.</summary>
    public required RateStatus Status { get; init; }
}
