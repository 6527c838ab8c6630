using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>The path of ever wider blurs under the adaptive trapezoid rule, as a polygon whose corners are blurred images.</summary>
/// <remarks>Its direction between two corners is their difference, so no second blur is needed, and rounded corners still add up.</remarks>
internal sealed class AdaptiveBlurPath(int image, BlurredImage blurred, double endSigma, double tolerance, int maxPoints)
    : AdaptivePath(AdaptiveStraightPath.Quarters, maxPoints)
{
    private readonly Dictionary<double, float[]> _corners = [];

    public override int Image => image;

    public override int TensorsPerPoint => 2;

    public double Score => Points[0].Score;

    public double BlurredScore => Points[1].Score;

    // Photos lose most between the first pixels of σ; the cube puts half of the bisections below an eighth of the end.
    public override void Fill(double at, Span<float> row)
    {
        TensorPrimitives.ConvertTruncating<double, float>(blurred.At(endSigma * at * at * at), row);
        _corners[at] = row.ToArray();
    }

    /// <summary>The attribution: −Σ (x' − x) (g + g') / 2 over the sides, from sharp to blurred.</summary>
    public double[] Attribution()
    {
        var points = Points.Values;
        var total = new double[points[0].Gradient.Length];
        for (var k = 0; k + 1 < points.Count; k++)
        {
            var (from, to) = (((Corner)points[k]).X, ((Corner)points[k + 1]).X);
            var (start, end) = (points[k].Gradient, points[k + 1].Gradient);
            for (var i = 0; i < total.Length; i++)
            {
                total[i] -= ((double)to[i] - from[i]) * ((double)start[i] + end[i]) / 2;
            }
        }

        return total;
    }

    protected override Point Keep(double at, double score, ReadOnlySpan<float> gradient)
    {
        _corners.Remove(at, out var x);
        return new Corner(score, gradient.ToArray(), x!);
    }

    protected override double Trapezoid(double from, double to, Point start, Point end)
    {
        var (x, next) = (((Corner)start).X, ((Corner)end).X);
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += ((double)next[i] - x[i]) * ((double)start.Gradient[i] + end.Gradient[i]) / 2;
        }

        return sum;
    }

    protected override bool Accepts(double residual, double squares) => IsWithin(tolerance, Score - BlurredScore, residual, squares);

    private sealed record Corner(double Score, float[] Gradient, float[] X) : Point(Score, Gradient);
}
