using MLExplain.Tensors;

namespace MLExplain.Tests.Tensors;

public sealed class QuantilesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.99, 9.79)]
    [InlineData(1, 10)]
    public void OfFourValues_InterpolatesBetweenNeighbours(double fraction, double expected) =>
        Assert.Equal((float)expected, Quantiles.Linear([10, 1, 3, 2], fraction));

    [Fact]
    public void OfOneValue_IsThatValue() => Assert.Equal(4f, Quantiles.Linear([4], 0.3));

    [Fact]
    public void OnAnOrderStatistic_ReadsItEvenBesideAnInfinity() => Assert.Equal(2f, Quantiles.Linear([1, 2, float.PositiveInfinity], 0.5));

    [Fact]
    public void TheSample_IsNotReordered()
    {
        float[] values = [3, 1, 2];

        _ = Quantiles.Linear(values, 0.5);

        Assert.Equal([3f, 1f, 2f], values);
    }

    [Fact]
    public void OfNothingOrNaN_IsRefused()
    {
        Assert.Contains("A quantile of 0 values does not exist", Assert.Throws<ArgumentException>(() => Quantiles.Linear([], 0.5)).Message, StringComparison.Ordinal);
        Assert.Contains("A quantile of 2 values, some of them NaN, does not exist", Assert.Throws<ArgumentException>(() => Quantiles.Linear([1, float.NaN], 0.5)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void FractionOutsideTheUnitInterval_IsRefused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Linear([1], fraction));
}
