namespace MLExplain.Audit.Fairness;

/// <summary>Adjusts p-values for their number: calling all with q ≤ 0.05 real is wrong for at most 5 % of them, on average.</summary>
/// <remarks>Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate", JRSS B 1995; q = min over the larger p of p · m ÷ rank.</remarks>
public static class BenjaminiHochberg
{
    /// <summary>The q-values.</summary>
    /// <param name="pValues">0..1 each, in any order; may be empty.</param>
    /// <returns>One per p-value, in the same order.</returns>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        int[] order = [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
        var (adjusted, least) = (new double[pValues.Count], 1.0);
        for (var rank = order.Length; rank > 0; rank--)
        {
            least = Math.Min(least, pValues[order[rank - 1]] * order.Length / rank);
            adjusted[order[rank - 1]] = least;
        }

        return adjusted;
    }
}
