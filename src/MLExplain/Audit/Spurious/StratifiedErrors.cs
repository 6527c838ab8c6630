using MLExplain.Audit.Fairness;

namespace MLExplain.Audit.Spurious;

/// <summary>Errors inside a set of images, when each label's errors are dealt at random among its images: a sum of hypergeometric numbers.</summary>
internal static class StratifiedErrors
{
    /// <summary>One label: its images, their errors, and the images and errors inside the set.</summary>
    public sealed record Stratum(int Images, int Errors, int Inside, int ErrorsInside)
    {
        public double Expected => Inside * (double)Errors / Images;
    }

    /// <summary>Chance of at least as many errors inside as there are; exact, by convolution.</summary>
    public static double UpperTail(IReadOnlyList<Stratum> strata)
    {
        var factorials = new LogFactorials(strata.Max(s => s.Images));
        double[] chances = [1];
        foreach (var stratum in strata)
        {
            chances = Convolve(chances, Hypergeometric(stratum, factorials));
        }

        return Math.Min(1, chances.Skip(strata.Sum(s => s.ErrorsInside)).Sum());
    }

    private static double[] Hypergeometric(Stratum s, LogFactorials factorials)
    {
        var all = factorials.Choose(s.Images, s.Inside);
        return [.. Enumerable.Range(0, Math.Min(s.Errors, s.Inside) + 1).Select(e =>
            s.Inside - e > s.Images - s.Errors ? 0 : Math.Exp(factorials.Choose(s.Errors, e) + factorials.Choose(s.Images - s.Errors, s.Inside - e) - all))];
    }

    private static double[] Convolve(double[] a, double[] b)
    {
        var sums = new double[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                sums[i + j] += a[i] * b[j];
            }
        }

        return sums;
    }
}
