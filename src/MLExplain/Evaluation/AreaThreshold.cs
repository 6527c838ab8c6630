namespace MLExplain.Evaluation;

/// <summary>The value from which a map shows at most a share of the picture's area.</summary>
internal static class AreaThreshold
{
    /// <summary>The smallest value whose pixels and those above it fit into the share; the largest value when not even its pixels do.</summary>
    /// <param name="ascending">The map's values, ascending, at least one.</param>
    /// <param name="share">Share of the pixels, above 0 and below 1.</param>
    public static float OfSorted(ReadOnlySpan<float> ascending, double share)
    {
        var first = ascending.Length - (int)(share * ascending.Length);

        // A region that begins further down does not fit.
        while (first < ascending.Length && first > 0 && ascending[first] == ascending[first - 1])
        {
            first++;
        }

        return first < ascending.Length ? ascending[first] : ascending[^1];
    }
}
