namespace MLExplain.Audit.Fairness;

/// <summary>Whether a rate has a value, and if not why.</summary>
public enum RateStatus
{
    /// <summary>It has a value.</summary>
    Ok,

    /// <summary>The group has records, but none that the rate is a share of: no positives, for example.</summary>
    ZeroDenominator,

    /// <summary>No record belongs to the group: an intersection that does not occur.</summary>
    EmptyGroup,

    /// <summary>The rate is a share of fewer records than the minimum asked for; numerator and denominator stand.</summary>
    BelowMinN,

    /// <summary>The records' attribute is not known: they are counted, but are no group to compare.</summary>
    MissingAttribute,
}
