using MLExplain.Audit.Review;

namespace MLExplain.Audit.Gates;

/// <summary>What one condition concludes from one number.</summary>
public sealed record GateResult
{
    /// <summary>The condition.</summary>
    public required GateCondition Condition { get; init; }

    /// <summary>The number; null when the audit has none that the condition speaks of.</summary>
    public Measurement? Measurement { get; init; }

    /// <summary>The conclusion.</summary>
    public required GateStatus Status { get; init; }

    /// <summary>Pass or fail by the number alone, as if it were exact; null without a number.</summary>
    public GateStatus? PointStatus { get; init; }

    /// <summary>Why, one sentence; empty for a plain pass or failure.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// Records that the smaller of the two groups still lacks for a conclusion, if the number stays as it is and all groups grow alike; null
    /// when there is a conclusion, or more records would not bring one.
    /// </summary>
    public long? StillNeeded { get; init; }

    /// <summary>The review that dismissed it, so that it does not count; null for the others.</summary>
    public GateException? Exception { get; init; }

    /// <summary>What it is called: metric, attribute, class and, for the number of one group, the group.</summary>
    public string Id => Measurement is { } m ? Named(m.Metric, m.Attribute, m.Class) + Group(m) : Named(Condition.Metric, Condition.Attribute, Condition.Class ?? "");

    /// <summary>Groups that differ most in this run, and what else was found, name nothing: the next run may find others.</summary>
    private static string Group(Measurement number) => number is { IsOfGroup: true, GroupA.Length: > 0 } ? $" of {number.GroupA}" : "";

    private static string Named(string metric, string attribute, string view) =>
        attribute.Length + view.Length == 0 ? metric : $"{metric}[{attribute}{(view.Length == 0 ? "" : "; " + view)}]";
}
