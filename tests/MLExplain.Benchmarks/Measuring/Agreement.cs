namespace MLExplain.Benchmarks.Measuring;

/// <summary>How far two gradients are apart.</summary>
internal static class Agreement
{
    /// <summary>The bound: an order of magnitude above float32 rounding of these networks (5e-7), far below any wrong rule.</summary>
    public const double Bound = 1e-4;

    /// <summary>‖a − b‖₂ / ‖b‖₂.</summary>
    public static double RelativeL2(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (difference, norm) = (0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            norm += b[i] * b[i];
        }

        return Math.Sqrt(difference / norm);
    }

    /// <summary>Throws when a row of the batch disagrees: a benchmark of a wrong gradient means nothing.</summary>
    /// <returns>The largest distance of a row.</returns>
    public static double Require(string what, float[] ours, double[] theirs, int rows)
    {
        var length = theirs.Length / rows;
        var mine = Array.ConvertAll(ours, v => (double)v);
        var worst = Enumerable.Range(0, rows).Max(r => RelativeL2(mine.AsSpan(r * length, length), theirs.AsSpan(r * length, length)));
        return worst <= Bound
            ? worst
            : throw new InvalidOperationException(FormattableString.Invariant($"{what}: relative L2 to libtorch is {worst:E1}, more than {Bound:E0}."));
    }
}
