namespace MLExplain.Audit.Fairness;

/// <summary>
/// Interval of a distance between distributions. Chance makes distances larger, the more so the more cells there are, and resamples make them larger once more: neither their
/// quantiles nor the basic bootstrap reach down to a true distance of 0.
/// </summary>
internal static class DistanceBounds
{
    /// <summary>The interval.</summary>
    /// <param name="value">The distance.</param>
    /// <param name="bootstrap">Percentile interval of the resamples.</param>
    /// <param name="permutations">Distances that chance alone makes of such data.</param>
    /// <param name="unseen">How much larger the distance may be because what is rare was not seen.</param>
    /// <param name="level">Coverage.</param>
    /// <returns>
    /// By the triangle inequality the data are no further apart than the truth and what chance adds: the lower end is the distance less the (1 + level)/2 quantile of what chance
    /// makes. The upper end is the largest of that of the resamples and of what may not have been seen.
    /// </returns>
    public static Interval Of(double value, Interval bootstrap, double[] permutations, double unseen, double level) => new(
        Math.Max(0, value - Replicates.Percentile(permutations, level)!.Value.Upper),
        Math.Min(1, Math.Max(Replicates.Widened(bootstrap, value).Upper, value + unseen)));
}
