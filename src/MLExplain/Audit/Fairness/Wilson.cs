using MathNet.Numerics.Distributions;

namespace MLExplain.Audit.Fairness;

/// <summary>Wilson's score interval of a share; it is honest at 0 and 1 and for small counts, where the textbook's is not.</summary>
/// <remarks>
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927:
/// (p + z²/2n ± z √((p(1−p) + z²/4n)/n)) / (1 + z²/n).
/// </remarks>
public static class Wilson
{
    /// <summary>The interval.</summary>
    /// <param name="successes">0..trials.</param>
    /// <param name="trials">At least 1.</param>
    /// <param name="level">Coverage, between 0 and 1.</param>
    /// <returns>Ends within 0..1; the lower one is exactly 0 without successes, the upper one exactly 1 without failures.</returns>
    public static Interval Interval(long successes, long trials, double level = 0.95) => OfDeviate(successes, trials, Deviate(level));

    /// <summary>z of a two-sided interval: 1.959964 at 0.95.</summary>
    internal static double Deviate(double level) => Normal.InvCDF(0, 1, (1 + level) / 2);

    internal static Interval OfDeviate(long successes, long trials, double z)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        double n = trials;
        var (share, square) = (successes / n, z * z);
        var middle = share + (square / (2 * n));
        var half = z * Math.Sqrt(((share * (1 - share)) + (square / (4 * n))) / n);
        var scale = 1 + (square / n);
        return new Interval(successes == 0 ? 0 : Math.Max(0, (middle - half) / scale), successes == trials ? 1 : Math.Min(1, (middle + half) / scale));
    }
}
