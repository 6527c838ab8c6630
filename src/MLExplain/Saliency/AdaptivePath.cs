namespace MLExplain.Saliency;

/// <summary>One path under the adaptive trapezoid rule: its points so far, how wrong each interval still is, and where to look next.</summary>
/// <remarks>
/// Every gradient call also gives the score at its point, and F(x(t')) − F(x(t)) is the exact integral of the gradient along the path
/// between two points. The trapezoid's error on each interval is therefore known, not estimated:
/// r = Σ_i (x_i(t') − x_i(t)) (g_i(t) + g_i(t')) / 2 − (F(x(t')) − F(x(t))), and Σ r is the completeness residual.
/// </remarks>
/// <param name="firstPoints">The points of the first round, ascending; both ends of the path must be among them or be added before.</param>
/// <param name="maxPoints">Points after which the path gives up.</param>
internal abstract class AdaptivePath(IReadOnlyList<double> firstPoints, int maxPoints)
{
    // Share of the squared error that one round bisects (W. Dörfler's bulk criterion, SIAM J. Numer. Anal. 33, 1996).
    private const double BulkFraction = 0.5;

    // A point is a float32 in the network's input; narrower intervals could not be bisected faithfully.
    private const double NarrowestShare = 1.0 / (1 << 20);

    private readonly SortedList<double, Interval> _intervals = [];

    /// <summary>Index of the image in its batch.</summary>
    public abstract int Image { get; }

    /// <summary>The points to evaluate next; empty once the path is done.</summary>
    public IReadOnlyList<double> Wanted { get; private set; } = firstPoints;

    public bool IsDone => Wanted.Count == 0;

    public bool Converged { get; private set; }

    public int Calls => Points.Count;

    /// <summary>Tensors of the image's size kept for every point until the path is done.</summary>
    public virtual int TensorsPerPoint => 1;

    /// <summary>The points so far, in their order along the path.</summary>
    protected SortedList<double, Point> Points { get; } = [];

    /// <summary>Writes the point x(t).</summary>
    public abstract void Fill(double at, Span<float> row);

    /// <summary>Takes what a wanted point gave.</summary>
    public void Add(double at, double score, ReadOnlySpan<float> gradient) => Points.Add(at, Keep(at, score, gradient));

    /// <summary>Judges the points so far and chooses the next; call when all wanted points have arrived.</summary>
    public void Advance()
    {
        Measure();
        var squares = _intervals.Values.Sum(interval => interval.Residual * interval.Residual);
        Converged = Accepts(_intervals.Values.Sum(interval => interval.Residual), squares);
        Wanted = Converged ? [] : Worst(squares, maxPoints - Calls);
    }

    /// <summary>What is kept of a point.</summary>
    protected virtual Point Keep(double at, double score, ReadOnlySpan<float> gradient) => new(score, gradient.ToArray());

    /// <summary>Σ_i (x_i(t') − x_i(t)) (g_i(t) + g_i(t')) / 2 between neighbours.</summary>
    protected abstract double Trapezoid(double from, double to, Point start, Point end);

    /// <summary>Whether the path is integrated well enough.</summary>
    /// <param name="residual">Σ r.</param>
    /// <param name="squares">Σ r².</param>
    protected abstract bool Accepts(double residual, double squares);

    /// <summary>The usual answer: both the residual and what it would be if the signs were drawn anew are within the limit; the first alone can be small by luck.</summary>
    protected bool IsWithin(double tolerance, double difference, double residual, double squares)
    {
        var accepted = ResidualLimit.Accepted(tolerance, difference, Points.Values.Max(point => Math.Abs(point.Score)));
        return Math.Abs(residual) <= accepted && Math.Sqrt(squares) <= accepted;
    }

    // Only intervals with a new end are measured again.
    private void Measure()
    {
        for (var k = 0; k + 1 < Points.Count; k++)
        {
            var (from, to) = (Points.Keys[k], Points.Keys[k + 1]);
            if (!_intervals.TryGetValue(from, out var known) || known.To != to)
            {
                var (start, end) = (Points.Values[k], Points.Values[k + 1]);
                _intervals[from] = new Interval(from, to, Trapezoid(from, to, start, end) - (end.Score - start.Score));
            }
        }
    }

    // The fewest intervals that together hold the bulk of the squared error.
    private List<double> Worst(double squares, int budget)
    {
        var narrowest = NarrowestShare * (Points.Keys[^1] - Points.Keys[0]);
        var middles = new List<double>();
        var held = 0.0;
        foreach (var interval in _intervals.Values.OrderByDescending(interval => Math.Abs(interval.Residual)))
        {
            if (held >= BulkFraction * squares || middles.Count >= budget)
            {
                break;
            }

            held += interval.Residual * interval.Residual;
            if (interval.To - interval.From > narrowest)
            {
                middles.Add((interval.From + interval.To) / 2);
            }
        }

        return middles;
    }

    /// <summary>What is known at one point.</summary>
    internal record Point(double Score, float[] Gradient);

    private readonly record struct Interval(double From, double To, double Residual);
}
