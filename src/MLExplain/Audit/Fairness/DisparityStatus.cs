namespace MLExplain.Audit.Fairness;

/// <summary>Whether a disparity has a value, and if not why.</summary>
public enum DisparityStatus
{
    /// <summary>It compares every group that has records.</summary>
    Ok,

    /// <summary>It has a value, but groups with records were left out because their rate has none; the true disparity may be larger.</summary>
    Partial,

    /// <summary>Fewer than two groups have the rate.</summary>
    TooFewGroups,

    /// <summary>One of the two halves of equalized odds cannot be compared, so neither can the whole.</summary>
    HalfNotEstimable,

    /// <summary>Every group's rate is 0: their ratio is not defined.</summary>
    ZeroDenominator,

    /// <summary>There are more pairs of groups times classes than are resampled in reasonable time.</summary>
    TooLarge,
}
