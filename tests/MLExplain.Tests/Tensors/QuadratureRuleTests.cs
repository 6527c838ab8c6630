using MLExplain.Tensors;

namespace MLExplain.Tests.Tensors;

public sealed class QuadratureRuleTests
{
    // A sum of n float64 terms of size 1/n is exact to about n units of the last place.
    private const double Rounding = 1e-13;

    public static TheoryData<Quadrature> Rules => new(Enum.GetValues<Quadrature>());

    [Theory]
    [MemberData(nameof(Rules))]
    public void WeightsSumToOne_PointsAscendWithinTheUnitInterval(Quadrature quadrature)
    {
        foreach (var n in new[] { 2, 3, 4, 25, 50, 128, 1000 })
        {
            var (points, weights) = QuadratureRule.Create(quadrature, n);

            Assert.Equal(n, points.Length);
            Assert.Equal(1, weights.Sum(), Rounding);
            Assert.All(points, point => Assert.InRange(point, 0, 1));
            Assert.Equal(points.Order().Distinct(), points);
        }
    }

    [Fact]
    public void TwoToFourPoints_AreThoseOfCaptumsTest_ButForTheTrapezoidsWeights()
    {
        Assert.Equal([0, 0.25, 0.5, 0.75], QuadratureRule.Create(Quadrature.Left, 4).Points);
        Assert.Equal([0.25, 0.5, 0.75, 1], QuadratureRule.Create(Quadrature.Right, 4).Points);
        Assert.Equal([0.125, 0.375, 0.625, 0.875], QuadratureRule.Create(Quadrature.Middle, 4).Points);
        Assert.Equal([0, 1 / 3.0, 2 / 3.0, 1], QuadratureRule.Create(Quadrature.Trapezoid, 4).Points);
        Assert.Equal([0, 0.5, 1], QuadratureRule.Create(Quadrature.Trapezoid, 3).Points);
        Assert.Equal([0, 1], QuadratureRule.Create(Quadrature.Trapezoid, 2).Points);

        // Captum prints 1/8, 1/4, 1/4, 1/8, which sum to 3/4.
        Assert.Equal([1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0], QuadratureRule.Create(Quadrature.Trapezoid, 4).Weights);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(100)]
    public void GaussLegendre_IsExactToDegreeTwiceNMinusOne(int n)
    {
        var (points, weights) = QuadratureRule.Create(Quadrature.GaussLegendre, n);

        foreach (var degree in new[] { 0, 1, n, (2 * n) - 1 })
        {
            // ∫₀¹ α^d = 1 / (d + 1)
            Assert.Equal(1.0 / (degree + 1), points.Zip(weights, (x, w) => w * Math.Pow(x, degree)).Sum(), Rounding);
        }
    }

    [Fact]
    public void GaussLegendre_IsNotExactOneDegreeHigher()
    {
        var (points, weights) = QuadratureRule.Create(Quadrature.GaussLegendre, 3);

        // The error of n = 3 on α⁶ is (3!)⁴ / (7 · 6!³) · 6! = 1/2800.
        Assert.Equal(1.0 / 2800, (1.0 / 7) - points.Zip(weights, (x, w) => w * Math.Pow(x, 6)).Sum(), Rounding);
    }
}
