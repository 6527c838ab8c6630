namespace MLExplain.Evaluation;

/// <summary>The top of a map.</summary>
internal static class TopPixels
{
    /// <summary>How much of each pixel is among the so many largest: 1, 0, or between them, in equal parts, for pixels tied at the edge.</summary>
    /// <param name="values">The map.</param>
    /// <param name="count">Pixels at the top, 1 … number of values.</param>
    /// <returns>One weight per pixel; they sum to <paramref name="count"/>.</returns>
    public static double[] Weights(double[] values, int count)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var edge = sorted[^count];
        var (above, tied) = (values.Count(v => v > edge), values.Count(v => v == edge));
        return Array.ConvertAll(values, v => v > edge ? 1 : v == edge ? (count - above) / (double)tied : 0);
    }
}
