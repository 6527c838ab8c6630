namespace MLExplain.Audit;

/// <summary>The share of false findings among many p-values.</summary>
/// <remarks>Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57, 1995.</remarks>
internal static class FalseDiscovery
{
    /// <summary>Adjusted values q: calling all with q ≤ a false keeps the expected share of false ones among them at or under a.</summary>
    /// <param name="values">The p-values, in any order; may be empty.</param>
    /// <returns>For the i-th smallest of m: the least of p · m / rank over it and all larger ones, at most 1; in the order of the input.</returns>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        var adjusted = new double[values.Count];
        var least = 1.0;
        foreach (var (place, index) in Enumerable.Range(0, values.Count).OrderByDescending(i => values[i]).Index())
        {
            least = Math.Min(least, values[index] * values.Count / (values.Count - place));
            adjusted[index] = least;
        }

        return adjusted;
    }
}
