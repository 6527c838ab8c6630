namespace MLExplain.Audit.Gates;

/// <summary>One number of an audit that a gate can be set on.</summary>
public sealed record Measurement
{
    /// <summary>The part of the audit it comes from, such as <c>fairness</c>.</summary>
    public required string Section { get; init; }

    /// <summary>What it measures, such as <c>equalized_odds_difference</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>The attribute it is about; several joined by " &amp; "; empty for all records.</summary>
    public string Attribute { get; init; } = "";

    /// <summary>Whether the attribute is several joined: one attribute may have such a name, too.</summary>
    public bool IsIntersection { get; init; }

    /// <summary>The class it is about; empty for all.</summary>
    public string Class { get; init; } = "";

    /// <summary>The group, or the first of two; empty for none.</summary>
    public string GroupA { get; init; } = "";

    /// <summary>Whether the first group is what the number was asked of, such as the one whose rate it is; false where groups were found, as those that differ most.</summary>
    public bool IsOfGroup { get; init; }

    /// <summary>The second group; empty for none.</summary>
    public string GroupB { get; init; } = "";

    /// <summary>The groups that fare worst by the number, or what else was found: a failure for none of those that it was for before is another failure.</summary>
    /// <value>Default: both groups, those of them that are named.</value>
    public IReadOnlyList<string> WorstOff { get => field ?? [.. new[] { GroupA, GroupB }.Where(g => g.Length > 0)]; init; }

    /// <summary>Whether the number counts what was found, so that each of it must have been there before; else one of the groups does for all.</summary>
    public bool IsCount { get; init; }

    /// <summary>Whether none of these was among those of before.</summary>
    internal static bool AreOthers(IReadOnlyList<string> now, IReadOnlyList<string> before) => now.Count > 0 && before.Count > 0 && !now.Intersect(before).Any();

    /// <summary>Whether a failure now is another one than before: of other groups, or with something counted that was not there.</summary>
    /// <param name="before">What fared worst, or was found, before.</param>
    internal bool IsOther(IReadOnlyList<string> before) => IsCount ? WorstOff.Except(before).Any() : AreOthers(WorstOff, before);

    /// <summary>Records behind the first group's part.</summary>
    public long CountA { get; init; }

    /// <summary>Records behind the second group's part.</summary>
    public long CountB { get; init; }

    /// <summary>What the number was computed from, with numerators and denominators, such as <c>tpr: f 29 of 48, m 45 of 48</c>; empty where the groups alone tell it.</summary>
    public string Basis { get; init; } = "";

    /// <summary>The number; null when there is none.</summary>
    public double? Value { get; init; }

    /// <summary>Lower end of its interval; null when there is none. A number known exactly has both ends equal to it.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of its interval; null when there is none.</summary>
    public double? Upper { get; init; }

    /// <summary>Why there is no number, one sentence; empty when there is one.</summary>
    public string Absence { get; init; } = "";

    /// <summary>Why the number does not tell all, so that a pass is not shown, one sentence; empty when it does.</summary>
    public string Caveat { get; init; } = "";
}
