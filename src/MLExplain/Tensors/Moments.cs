namespace MLExplain.Tensors;

/// <summary>Running mean and variance of many vectors, element by element, in float64 and in the order in which they come.</summary>
/// <remarks>B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4, 1962: no E[a²] − E[a]², which cancels.</remarks>
internal sealed class Moments(int length)
{
    private readonly double[] _mean = new double[length];
    private readonly double[] _squares = new double[length];
    private int _count;

    public void Add(ReadOnlySpan<float> values)
    {
        _count++;
        for (var i = 0; i < values.Length; i++)
        {
            var before = values[i] - _mean[i];
            _mean[i] += before / _count;
            _squares[i] += before * (values[i] - _mean[i]);
        }
    }

    public float[] Mean() => Array.ConvertAll(_mean, value => (float)value);

    /// <summary>E[(a − E[a])²], over n and not n − 1.</summary>
    public float[] Variance() => Array.ConvertAll(_squares, value => (float)(value / _count));

    /// <summary>E[a²].</summary>
    public float[] MeanSquare() => [.. _mean.Zip(_squares, (mean, square) => (float)((mean * mean) + (square / _count)))];
}
