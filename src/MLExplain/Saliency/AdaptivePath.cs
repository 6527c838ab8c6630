namespace MLExplain.Saliency;

/// <summary>One path under the adaptive trapezoid rule: its points so far, how wrong each interval still is, and where to look next.</summary>
/// <remarks>
/// Every gradient call also gives the score at its point, and F(x(α')) − F(x(α)) is the exact integral of the directional derivative
/// between two points. The trapezoid's error on each interval is therefore known, not estimated:
/// r = (α' − α) (F'(α) + F'(α')) / 2 − (F(α') − F(α)), and Σ r is the completeness residual.
/// </remarks>
internal sealed class AdaptivePath(StraightPath path, double tolerance, int maxPoints)
{
    /// <summary>Points of the first round: both ends and the quarters between.</summary>
    public const int FirstPoints = 5;

    // Share of the squared error that one round bisects (W. Dörfler's bulk criterion, SIAM J. Numer. Anal. 33, 1996).
    private const double BulkFraction = 0.5;

    // α is a float32 in the network's input; narrower intervals could not be bisected faithfully.
    private const double NarrowestInterval = 1.0 / (1 << 20);

    // Scores are float32 after millions of operations; a residual below this share of them is rounding.
    private const double ScoreResolution = 1e-5;

    private readonly SortedList<double, Point> _points = [];

    public StraightPath Path => path;

    /// <summary>The points to evaluate next; empty once the path is done.</summary>
    public IReadOnlyList<double> Wanted { get; private set; } = [0, 0.25, 0.5, 0.75, 1];

    public bool IsDone => Wanted.Count == 0;

    public bool Converged { get; private set; }

    public int Calls => _points.Count;

    public double Score => _points[1].Score;

    public double BaselineScore => _points[0].Score;

    public void Add(double alpha, double score, ReadOnlySpan<float> gradient) =>
        _points.Add(alpha, new Point(score, path.Directional(gradient), gradient.ToArray()));

    /// <summary>Judges the points so far and chooses the next; call when all wanted points have arrived.</summary>
    public void Advance()
    {
        var intervals = Intervals();
        var squares = intervals.Sum(interval => interval.Residual * interval.Residual);
        var accepted = (tolerance * Math.Abs(Score - BaselineScore)) + (ScoreResolution * _points.Values.Max(point => Math.Abs(point.Score)));

        // The signed sum alone can be small by luck; the root of the squares is what it would be if the signs were drawn anew.
        Converged = Math.Abs(intervals.Sum(interval => interval.Residual)) <= accepted && Math.Sqrt(squares) <= accepted;
        Wanted = Converged ? [] : Worst(intervals, squares, maxPoints - Calls);
    }

    /// <summary>The trapezoid rule on the points, summed in the order of α.</summary>
    public double[] Integrate()
    {
        var (alphas, points) = (_points.Keys, _points.Values);
        var integral = new double[path.Length];
        for (var k = 0; k < alphas.Count; k++)
        {
            var weight = (alphas[Math.Min(k + 1, alphas.Count - 1)] - alphas[Math.Max(k - 1, 0)]) / 2;
            var gradient = points[k].Gradient;
            for (var i = 0; i < integral.Length; i++)
            {
                integral[i] += weight * gradient[i];
            }
        }

        return integral;
    }

    private Interval[] Intervals()
    {
        var (alphas, points) = (_points.Keys, _points.Values);
        return
        [
            .. Enumerable.Range(0, alphas.Count - 1).Select(k => new Interval(
                alphas[k],
                alphas[k + 1],
                ((alphas[k + 1] - alphas[k]) * (points[k].Slope + points[k + 1].Slope) / 2) - (points[k + 1].Score - points[k].Score))),
        ];
    }

    // The fewest intervals that together hold the bulk of the squared error.
    private static List<double> Worst(Interval[] intervals, double squares, int budget)
    {
        var middles = new List<double>();
        var held = 0.0;
        foreach (var interval in intervals.OrderByDescending(interval => Math.Abs(interval.Residual)))
        {
            if (held >= BulkFraction * squares || middles.Count >= budget)
            {
                break;
            }

            held += interval.Residual * interval.Residual;
            if (interval.To - interval.From > NarrowestInterval)
            {
                middles.Add((interval.From + interval.To) / 2);
            }
        }

        return middles;
    }

    private sealed record Point(double Score, double Slope, float[] Gradient);

    private readonly record struct Interval(double From, double To, double Residual);
}
