using MathNet.Numerics.Statistics;

namespace MLExplain.Audit.Fairness;

/// <summary>What a statistic was in each resample or permutation; NaN where it was not defined in one.</summary>
internal static class Replicates
{
    /// <summary>Differences of rates that are equal on paper may differ by this much in double precision.</summary>
    private const double Rounding = 1e-12;

    /// <summary>B. Efron 1979: the interval between the (1 ∓ level)/2 quantiles; null when the statistic was never defined.</summary>
    public static Interval? Percentile(double[] values, double level)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? null : new Interval(
            SortedArrayStatistics.QuantileCustom(sorted, (1 - level) / 2, QuantileDefinition.R7), SortedArrayStatistics.QuantileCustom(sorted, (1 + level) / 2, QuantileDefinition.R7));
    }

    /// <summary>Share of permutations, the data themselves counted as one, with at least the observed difference; so it is never 0.</summary>
    public static double PValue(double[] permuted, double observed) => (1 + permuted.Count(v => v >= observed - Rounding)) / (1.0 + permuted.Length);

    /// <summary>
    /// For distances, which chance only makes larger, in resamples once more than in the data: the percentile interval together with the basic
    /// one (A. C. Davison, D. V. Hinkley, "Bootstrap methods and their application", 1997), which takes that off.
    /// </summary>
    public static Interval Widened(Interval bootstrap, double value) => Interval.Hull(
        Interval.Hull(bootstrap, new(value, value)), new(Math.Max(0, (2 * value) - bootstrap.Upper), Math.Max(0, (2 * value) - bootstrap.Lower)));

    public static double[] Combine(double[] a, double[] b, Func<double, double, double> combine) => [.. a.Zip(b, combine)];
}
