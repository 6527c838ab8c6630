using MLExplain.Tensors;

namespace MLExplain.Audit.Fairness;

/// <summary>Draws whole counts exactly, in a time that grows with their spread and not with the number of records.</summary>
/// <remarks>
/// Inversion of one uniform, searching outwards from the mode (C. D. Kemp, "A modal method for generating binomial variables",
/// Communications in Statistics 1986); the neighbours' probabilities follow by their ratio.
/// </remarks>
internal static class CountDraws
{
    /// <summary>Number of successes in <paramref name="n"/> trials.</summary>
    public static long Binomial(ref SplitMix64 random, LogFactorials logs, long n, double share)
    {
        if (n == 0 || share <= 0)
        {
            return 0;
        }

        if (share >= 1)
        {
            return n;
        }

        var odds = share / (1 - share);
        var mode = Math.Min(n, (long)((n + 1) * share));
        var atMode = Math.Exp(logs.Choose(n, mode) + (mode * Math.Log(share)) + ((n - mode) * Math.Log(1 - share)));
        var (left, up, down, above, below) = (random.NextUniform() - atMode, atMode, atMode, mode, mode);
        while (left >= 0 && (above < n || below > 0))
        {
            if (above < n)
            {
                up *= (n - above) / (double)(above + 1) * odds;
                above++;
                left -= up;
                if (left < 0)
                {
                    return above;
                }
            }

            if (below > 0)
            {
                down *= below / ((n - below + 1) * odds);
                below--;
                left -= down;
                if (left < 0)
                {
                    return below;
                }
            }
        }

        return mode;
    }

    /// <summary>Number of successes among <paramref name="drawn"/> of <paramref name="population"/> members, without replacement.</summary>
    public static long Hypergeometric(ref SplitMix64 random, LogFactorials logs, long population, long successes, long drawn)
    {
        var (least, most) = (Math.Max(0, drawn - (population - successes)), Math.Min(drawn, successes));
        if (least == most)
        {
            return least;
        }

        var mode = Math.Clamp((long)((drawn + 1) * (double)(successes + 1) / (population + 2)), least, most);
        var atMode = Math.Exp(logs.Choose(successes, mode) + logs.Choose(population - successes, drawn - mode) - logs.Choose(population, drawn));
        var (left, up, down, above, below) = (random.NextUniform() - atMode, atMode, atMode, mode, mode);
        var others = population - successes - drawn;
        while (left >= 0 && (above < most || below > least))
        {
            if (above < most)
            {
                up *= (successes - above) * (double)(drawn - above) / ((above + 1) * (double)(others + above + 1));
                above++;
                left -= up;
                if (left < 0)
                {
                    return above;
                }
            }

            if (below > least)
            {
                down *= below * (double)(others + below) / ((successes - below + 1) * (double)(drawn - below + 1));
                below--;
                left -= down;
                if (left < 0)
                {
                    return below;
                }
            }
        }

        return mode;
    }

    /// <summary>A sample of as many rows as there are, with replacement, as counts of the kinds of rows.</summary>
    public static Confusion Resample(ref SplitMix64 random, LogFactorials logs, Confusion counts)
    {
        var (left, rest) = (counts.Total, counts.Total);
        var tp = Binomial(ref random, logs, left, counts.TruePositives / (double)Math.Max(1, rest));
        (left, rest) = (left - tp, rest - counts.TruePositives);
        var fp = Binomial(ref random, logs, left, counts.FalsePositives / (double)Math.Max(1, rest));
        (left, rest) = (left - fp, rest - counts.FalsePositives);
        var fn = Binomial(ref random, logs, left, counts.FalseNegatives / (double)Math.Max(1, rest));
        return new(tp, fp, fn, left - fn);
    }
}
