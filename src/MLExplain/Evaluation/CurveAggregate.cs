using MathNet.Numerics.Statistics;

namespace MLExplain.Evaluation;

/// <summary>One curve of many images: at each place the mean or the median of their curves.</summary>
/// <remarks>
/// A. Kapishnikov et al. 2021, arXiv:2106.09788, §5, take the median of the performance information curves and then its area: one image that
/// a model recognises from nothing moves the mean, not the median.
/// </remarks>
public static class CurveAggregate
{
    /// <summary>Mean of the curves.</summary>
    /// <param name="curves">At least one curve; each has points at ascending places, the first at or before 0 and the last at or after 1.</param>
    /// <param name="points">Places from 0 to 1, both included; at least 2.</param>
    public static IReadOnlyList<CurvePoint> Mean(IReadOnlyList<IReadOnlyList<CurvePoint>> curves, int points = 1001) => Of(curves, points, ArrayStatistics.Mean);

    /// <summary>Median of the curves.</summary>
    /// <inheritdoc cref="Mean"/>
    public static IReadOnlyList<CurvePoint> Median(IReadOnlyList<IReadOnlyList<CurvePoint>> curves, int points = 1001) => Of(curves, points, Statistics.Median);

    /// <summary>Area under a curve by the trapezoidal rule.</summary>
    /// <param name="curve">Points at ascending places.</param>
    public static double Area(IReadOnlyList<CurvePoint> curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return curve.Zip(curve.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum();
    }

    private static List<CurvePoint> Of(IReadOnlyList<IReadOnlyList<CurvePoint>> curves, int points, Func<double[], double> aggregate)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        if (curves.Count == 0 || curves.Any(curve => curve.Count == 0 || curve[0].X > 0 || curve[^1].X < 1))
        {
            throw new ArgumentException("Curves are aggregated from 0 to 1: at least one is needed, and each must reach from 0 to 1.", nameof(curves));
        }

        return [.. Enumerable.Range(0, points).Select(i => i / (points - 1.0)).Select(x => new CurvePoint(x, aggregate([.. curves.Select(curve => At(curve, x))])))];
    }

    /// <summary>Linear between neighbouring points; of several points at one place the last counts.</summary>
    private static double At(IReadOnlyList<CurvePoint> curve, double x)
    {
        var next = 0;
        while (next < curve.Count && curve[next].X <= x)
        {
            next++;
        }

        if (next == curve.Count)
        {
            return curve[^1].Y;
        }

        var (before, after) = (curve[next - 1], curve[next]);
        return before.Y + ((after.Y - before.Y) * (x - before.X) / (after.X - before.X));
    }
}
