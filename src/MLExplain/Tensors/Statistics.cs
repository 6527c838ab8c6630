namespace MLExplain.Tensors;

/// <summary>Sums in float64 and in index order, so that they do not depend on the width of the machine's vectors.</summary>
internal static class Statistics
{
    public static double Sum(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    public static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Arithmetic mean; the values must not be empty.</summary>
    public static double Mean(ReadOnlySpan<float> values) => Sum(values) / values.Length;
}
