namespace MLExplain.Tensors;

/// <summary>Quantiles of a sample by linear interpolation between order statistics (Hyndman and Fan's type 7, NumPy's default).</summary>
public static class Quantiles
{
    /// <summary>The value at position p · (n − 1) of the sorted sample, interpolated between its neighbours.</summary>
    /// <param name="values">The sample, in any order; at least one value, none NaN.</param>
    /// <param name="fraction">p, 0 to 1: 0 is the least value, 0.5 the median, 1 the largest.</param>
    /// <exception cref="ArgumentException">The sample is empty or holds a NaN, or the fraction is outside 0 … 1.</exception>
    public static float Linear(ReadOnlySpan<float> values, double fraction)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return LinearOfSorted(sorted, fraction);
    }

    /// <summary>The same of a sample that is already in ascending order.</summary>
    /// <param name="sorted">The sample, ascending; at least one value, none NaN.</param>
    /// <param name="fraction">p, 0 to 1.</param>
    /// <exception cref="ArgumentException">The sample is empty or holds a NaN, or the fraction is outside 0 … 1.</exception>
    public static float LinearOfSorted(ReadOnlySpan<float> sorted, double fraction)
    {
        // NaN sorts first.
        if (sorted.IsEmpty || float.IsNaN(sorted[0]))
        {
            throw new ArgumentException($"A quantile of {sorted.Length} values{(sorted.IsEmpty ? "" : ", some of them NaN,")} does not exist; at least one number and no NaN is expected.", nameof(sorted));
        }

        if (!(fraction is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction of a quantile must lie in 0 … 1.");
        }

        var position = fraction * (sorted.Length - 1);
        var below = (int)position;
        return position == below
            ? sorted[below]
            : (float)(sorted[below] + ((position - below) * ((double)sorted[below + 1] - sorted[below])));
    }
}
