using MLExplain.Evaluation;

namespace MLExplain.Tests.Evaluation;

public sealed class CurveAggregateTests
{
    // Sums of a few decimal fractions.
    private const double Rounding = 1e-12;

    private static readonly CurvePoint[] Low = [new(0, 0), new(0.25, 0.2), new(0.5, 0.3), new(0.75, 0.4), new(1, 1)];
    private static readonly CurvePoint[] High = [new(0, 0), new(0.25, 0.4), new(0.5, 0.5), new(0.75, 0.6), new(1, 1)];

    [Fact]
    public void TheMeanOfTwoCurves_IsHalfway() => Equal([0, 0.3, 0.4, 0.5, 1], CurveAggregate.Mean([Low, High], points: 5));

    [Fact]
    public void OneCurveOutOfThree_MovesTheMeanNotTheMedian()
    {
        CurvePoint[] sudden = [new(0, 0), new(0, 1), new(1, 1)];

        Equal([0, 0.4, 0.5, 0.6, 1], CurveAggregate.Median([Low, sudden, High], points: 5));
        Assert.Equal(1.6 / 3, CurveAggregate.Mean([Low, sudden, High], points: 5)[1].Y, Rounding);
    }

    [Fact]
    public void BetweenItsPoints_ACurveIsALine()
    {
        Equal([0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.7, 1], CurveAggregate.Mean([Low], points: 9));
        Assert.Equal(((0 + 1) / 2.0 + 0.2 + 0.3 + 0.4) / 4, CurveAggregate.Area(Low), Rounding);
    }

    [Fact]
    public void ACurveThatDoesNotReachTheEnd_IsRefused() => Assert.Throws<ArgumentException>(() => CurveAggregate.Median([Low[..^1]]));

    private static void Equal(double[] expected, IEnumerable<CurvePoint> curve) =>
        Assert.All(expected.Zip(curve, (e, p) => (e, p.Y)), pair => Assert.Equal(pair.e, pair.Y, Rounding));
}
