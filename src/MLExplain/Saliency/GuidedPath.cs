using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>One Guided IG path: where it stands, and what it has attributed so far; float64 throughout.</summary>
/// <remarks>
/// A. Kapishnikov et al. 2021, arXiv:2106.09788, algorithm 1. Each step takes the path from the L1 distance L (1 − t/N) of the image to
/// L (1 − (t+1)/N) by moving the values whose gradient is smallest in magnitude, while no value strays farther than
/// <paramref name="maxDistance"/> from the straight line's α = (t+1)/N.
/// </remarks>
/// <param name="input">The image.</param>
/// <param name="baseline">Where the path starts.</param>
/// <param name="steps">N.</param>
/// <param name="fraction">Share of all values that may move at a time.</param>
/// <param name="maxDistance">How far, in α, a value may be ahead of the straight line or behind it.</param>
internal sealed class GuidedPath(float[] input, float[] baseline, int steps, double fraction, double maxDistance)
{
    // Distances this close count as equal; the reference's value, relative and absolute.
    private const double Epsilon = 1e-9;

    private readonly double[] _x = Array.ConvertAll(baseline, value => (double)value);
    private readonly double[] _attribution = new double[input.Length];
    private readonly double _total = Distance(input, baseline);
    private readonly int[] _movable = new int[input.Length];
    private readonly float[] _magnitudes = new float[input.Length];

    /// <summary>Signed attribution of every value so far, each step counted with the gradient at its start.</summary>
    public double[] Attribution => _attribution;

    /// <summary>Number of values of the image.</summary>
    public int Length => input.Length;

    /// <summary>Steps of the whole path.</summary>
    public int Steps => steps;

    /// <summary>Steps taken.</summary>
    public int Step { get; private set; }

    /// <summary>Whether the path has reached the image.</summary>
    public bool IsDone => Step == steps;

    /// <summary>Writes the current point; after the last step it is the image to the bit.</summary>
    public void Fill(Span<float> row)
    {
        if (IsDone)
        {
            input.CopyTo(row);
            return;
        }

        for (var i = 0; i < row.Length; i++)
        {
            row[i] = (float)_x[i];
        }
    }

    /// <summary>Takes one step along the gradient at the current point.</summary>
    public void Advance(ReadOnlySpan<float> gradient)
    {
        var alpha = (Step + 1.0) / steps;
        Lift(Math.Max(alpha - maxDistance, 0), gradient);
        Approach(_total * (1 - alpha), Math.Min(alpha + maxDistance, 1), gradient);
        Step++;
    }

    // Values that fell too far behind catch up, whatever their gradient.
    private void Lift(double lowest, ReadOnlySpan<float> gradient)
    {
        for (var i = 0; i < _x.Length; i++)
        {
            double start = baseline[i], way = (double)input[i] - start;
            if (way != 0 && (_x[i] - start) / way < lowest)
            {
                Move(i, start + (way * lowest), gradient[i]);
            }
        }
    }

    // Moves the least sensitive values towards their limit until the distance of the image is the target.
    private void Approach(double target, double highest, ReadOnlySpan<float> gradient)
    {
        var ratio = double.PositiveInfinity;
        while (ratio > 1)
        {
            var current = Distance(input, _x);
            var movable = Movable(highest, gradient);
            if (movable == 0 || current <= target || IsClose(current, target))
            {
                return;
            }

            // NumPy's 'lower' quantile of |g| over all values, those at their limit counted as infinite.
            var position = (int)(fraction * (_x.Length - 1));
            var threshold = position < movable ? Selection.At(_magnitudes.AsSpan(0, movable), position) : float.PositiveInfinity;
            ratio = (current - target) / SelectedWay(movable, threshold, highest, gradient);
            foreach (var i in _movable.AsSpan(0, movable))
            {
                if (Math.Abs(gradient[i]) <= threshold)
                {
                    var limit = Limit(i, highest);
                    Move(i, ratio > 1 ? limit : _x[i] + ((limit - _x[i]) * ratio), gradient[i]);
                }
            }
        }
    }

    private int Movable(double highest, ReadOnlySpan<float> gradient)
    {
        var count = 0;
        for (var i = 0; i < _x.Length; i++)
        {
            if (_x[i] != Limit(i, highest))
            {
                _movable[count] = i;
                _magnitudes[count++] = Math.Abs(gradient[i]);
            }
        }

        return count;
    }

    private double SelectedWay(int movable, float threshold, double highest, ReadOnlySpan<float> gradient)
    {
        var way = 0.0;
        foreach (var i in _movable.AsSpan(0, movable))
        {
            way += Math.Abs(gradient[i]) <= threshold ? Math.Abs(_x[i] - Limit(i, highest)) : 0;
        }

        return way;
    }

    private double Limit(int i, double alpha) => baseline[i] + (((double)input[i] - baseline[i]) * alpha);

    private void Move(int i, double to, float gradient)
    {
        _attribution[i] += (to - _x[i]) * gradient;
        _x[i] = to;
    }

    private static bool IsClose(double a, double b) => Math.Abs(a - b) <= Epsilon * Math.Max(Math.Max(Math.Abs(a), Math.Abs(b)), 1);

    private static double Distance(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += Math.Abs((double)a[i] - b[i]);
        }

        return sum;
    }

    private static double Distance(float[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return sum;
    }
}
