namespace MLExplain.Audit.Fairness;

/// <summary>A share of counted records. It has a value only when its status is <see cref="RateStatus.Ok"/>: never 0 for what is undefined.</summary>
/// <param name="Numerator">Records that show what is counted.</param>
/// <param name="Denominator">Records that could have shown it.</param>
/// <param name="Status">Whether there is a value, and if not why.</param>
/// <param name="Value">Numerator ÷ Denominator, 0..1; null unless the status is ok.</param>
/// <param name="Interval">Wilson's interval; null unless the status is ok.</param>
public sealed record Rate(long Numerator, long Denominator, RateStatus Status, double? Value, Interval? Interval)
{
    /// <summary>Numerator ÷ Denominator.</summary>
    /// <param name="numerator">0..denominator.</param>
    /// <param name="denominator">At least 0.</param>
    /// <param name="minimum">Least denominator that gives a value, at least 1.</param>
    /// <param name="level">Coverage of the interval, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or the numerator exceeds the denominator.</exception>
    public static Rate Of(long numerator, long denominator, int minimum = 1, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numerator);
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, numerator);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        return denominator == 0 ? new(numerator, denominator, RateStatus.ZeroDenominator, null, null)
            : denominator < minimum ? new(numerator, denominator, RateStatus.BelowMinN, null, null)
            : new(numerator, denominator, RateStatus.Ok, numerator / (double)denominator, Wilson.Interval(numerator, denominator, level));
    }

    internal static Rate Of(GroupCells group, Confusion counts, RateMetric metric, FairnessOptions options)
    {
        var (numerator, denominator) = (metric.Numerator(counts), metric.Denominator(counts));
        return group.IsMissing ? new(numerator, denominator, RateStatus.MissingAttribute, null, null)
            : group.Count == 0 ? new(0, 0, RateStatus.EmptyGroup, null, null)
            : Of(numerator, denominator, options.MinimumDenominator, options.Level);
    }
}
