namespace MLExplain.Saliency;

/// <summary>The straight line from a baseline to an image under the adaptive trapezoid rule; t is α.</summary>
internal class AdaptiveStraightPath(StraightPath path, double tolerance, IReadOnlyList<double> firstPoints, int maxPoints) : AdaptivePath(firstPoints, maxPoints)
{
    /// <summary>Both ends and the quarters between.</summary>
    public static readonly double[] Quarters = [0, 0.25, 0.5, 0.75, 1];

    public StraightPath Path => path;

    public override int Image => path.Image;

    public double Score => Points[1].Score;

    public double BaselineScore => Points[0].Score;

    public override void Fill(double at, Span<float> row) => path.Fill(at, row);

    /// <summary>∫ ∂F/∂x_i dα by the trapezoid rule on the points, summed in the order of α.</summary>
    public double[] Integrate()
    {
        var (alphas, points) = (Points.Keys, Points.Values);
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

    // On a straight line the directional derivative at a point serves both of its intervals.
    protected override Point Keep(double at, double score, ReadOnlySpan<float> gradient) => new SlopedPoint(score, gradient.ToArray(), path.Directional(gradient));

    protected override double Trapezoid(double from, double to, Point start, Point end) =>
        (to - from) * (((SlopedPoint)start).Slope + ((SlopedPoint)end).Slope) / 2;

    protected override bool Accepts(double residual, double squares) => IsWithin(tolerance, Score - BaselineScore, residual, squares);

    private sealed record SlopedPoint(double Score, float[] Gradient, double Slope) : Point(Score, Gradient);
}
