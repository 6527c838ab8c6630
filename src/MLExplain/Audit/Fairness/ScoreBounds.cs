namespace MLExplain.Audit.Fairness;

/// <summary>
/// What can be said of the largest gap between any two groups from Wilson's intervals of their rates. Unlike resamples these stay honest
/// where a rate is 0 or 1, where every resample is the same, and where many groups make the largest gap large by chance.
/// </summary>
/// <remarks>
/// Difference of two rates: R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine
/// 1998, method 10. Ratio: A. Donner, G. Y. Zou, "Closed-form confidence intervals for functions of the normal mean and standard deviation",
/// Statistical Methods in Medical Research 2012. A gap that exists needs one pair, so its bound is taken at Bonferroni's level over the pairs;
/// a gap that does not exist needs all pairs, each at the level itself.
/// </remarks>
internal static class ScoreBounds
{
    /// <summary>Bounds of max − min over groups.</summary>
    public static Interval Difference(IReadOnlyList<Share> shares, double level)
    {
        var (own, adjusted) = Intervals(shares, level);
        var (lower, upper) = (0.0, 0.0);
        for (var a = 0; a < shares.Count; a++)
        {
            for (var b = 0; b < shares.Count; b++)
            {
                if (a != b)
                {
                    lower = Math.Max(lower, Newcombe(shares[a].Value, adjusted[a], shares[b].Value, adjusted[b]).Lower);
                    upper = Math.Max(upper, Newcombe(shares[a].Value, own[a], shares[b].Value, own[b]).Upper);
                }
            }
        }

        return new(lower, Math.Min(1, upper));
    }

    /// <summary>Bounds of min ÷ max over groups.</summary>
    public static Interval Ratio(IReadOnlyList<Share> shares, double level)
    {
        var (own, adjusted) = Intervals(shares, level);
        var (lower, upper) = (1.0, 1.0);
        for (var a = 0; a < shares.Count; a++)
        {
            for (var b = 0; b < shares.Count; b++)
            {
                if (a != b)
                {
                    lower = Math.Min(lower, RatioLower(shares[a].Value, own[a], shares[b].Value, own[b]));
                    upper = Math.Min(upper, RatioUpper(shares[a].Value, adjusted[a], shares[b].Value, adjusted[b]));
                }
            }
        }

        return new(lower, upper);
    }

    /// <summary>Bounds of the least rate of any group.</summary>
    public static Interval Minimum(IReadOnlyList<Share> shares, double level)
    {
        var z = Wilson.Deviate(level);
        var adjusted = Wilson.Deviate(1 - ((1 - level) / shares.Count));
        return new(
            shares.Min(s => Wilson.OfDeviate(s.Numerator, s.Denominator, z).Lower), shares.Min(s => Wilson.OfDeviate(s.Numerator, s.Denominator, adjusted).Upper));
    }

    /// <summary>Interval of p − q.</summary>
    public static Interval Newcombe(double p, Interval ofP, double q, Interval ofQ) => new(
        p - q - Norm(p - ofP.Lower, ofQ.Upper - q), p - q + Norm(ofP.Upper - p, q - ofQ.Lower));

    /// <summary>The root R below p ÷ q of (p − R q)² = (p − l)² + R² (u − q)², in a form that needs no division by a difference.</summary>
    public static double RatioLower(double p, Interval ofP, double q, Interval ofQ)
    {
        var constant = ofP.Lower * ((2 * p) - ofP.Lower);
        var square = ofQ.Upper * ((2 * q) - ofQ.Upper);
        var divisor = (p * q) + Math.Sqrt(Math.Max(0, (p * p * q * q) - (square * constant)));
        return divisor == 0 ? 0 : constant / divisor;
    }

    /// <summary>The root R above p ÷ q; infinite where q's lower end is 0.</summary>
    public static double RatioUpper(double p, Interval ofP, double q, Interval ofQ)
    {
        var constant = ofP.Upper * ((2 * p) - ofP.Upper);
        var square = ofQ.Lower * ((2 * q) - ofQ.Lower);
        return square <= 0 ? double.PositiveInfinity : ((p * q) + Math.Sqrt(Math.Max(0, (p * p * q * q) - (square * constant)))) / square;
    }

    private static (Interval[] Own, Interval[] Adjusted) Intervals(IReadOnlyList<Share> shares, double level)
    {
        var pairs = shares.Count * (shares.Count - 1) / 2;
        var (own, adjusted) = (Wilson.Deviate(level), Wilson.Deviate(1 - ((1 - level) / pairs)));
        return (
            [.. shares.Select(s => Wilson.OfDeviate(s.Numerator, s.Denominator, own))], [.. shares.Select(s => Wilson.OfDeviate(s.Numerator, s.Denominator, adjusted))]);
    }

    private static double Norm(double a, double b) => Math.Sqrt((a * a) + (b * b));

    /// <summary>A rate as counts.</summary>
    public readonly record struct Share(long Numerator, long Denominator)
    {
        public double Value => Numerator / (double)Denominator;
    }
}
