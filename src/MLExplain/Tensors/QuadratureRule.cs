namespace MLExplain.Tensors;

/// <summary>The points and weights of one rule on [0, 1]; points ascend, weights sum to 1.</summary>
/// <param name="Points">Where the integrand is evaluated.</param>
/// <param name="Weights">The weight of each value.</param>
internal sealed record QuadratureRule(double[] Points, double[] Weights)
{
    /// <summary>Fewest points the rule exists for.</summary>
    public static int MinimumPoints(Quadrature quadrature) => quadrature is Quadrature.Trapezoid or Quadrature.InclusiveMean ? 2 : 1;

    public static QuadratureRule Create(Quadrature quadrature, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, MinimumPoints(quadrature));
        return quadrature switch
        {
            Quadrature.Left => new(Spaced(count, k => (double)k / count), Equal(count)),
            Quadrature.Right => new(Spaced(count, k => (k + 1.0) / count), Equal(count)),
            Quadrature.Middle => new(Spaced(count, k => (k + 0.5) / count), Equal(count)),
            Quadrature.Trapezoid => new(Spaced(count, k => k / (count - 1.0)), HalfEnds(count)),
            Quadrature.InclusiveMean => new(Spaced(count, k => k / (count - 1.0)), Equal(count)),
            Quadrature.GaussLegendre => GaussLegendre(count),
            _ => throw new ArgumentOutOfRangeException(nameof(quadrature), quadrature, "Unknown quadrature."),
        };
    }

    private static double[] Spaced(int count, Func<int, double> point) => [.. Enumerable.Range(0, count).Select(point)];

    private static double[] Equal(int count) => Spaced(count, _ => 1.0 / count);

    private static double[] HalfEnds(int count) => Spaced(count, k => (k == 0 || k == count - 1 ? 0.5 : 1.0) / (count - 1));

    // The points are the roots of the Legendre polynomial P_n moved to [0, 1]; Newton's method from the usual cosine guess, to the last place
    // of float64 (MathNet.Numerics stops at 1e-10, which a completeness residual would show).
    private static QuadratureRule GaussLegendre(int count)
    {
        var (points, weights) = (new double[count], new double[count]);
        for (var k = 0; k < count; k++)
        {
            var x = -Math.Cos(Math.PI * (k + 0.75) / (count + 0.5));
            for (var iteration = 0; iteration < 8; iteration++)
            {
                var (value, slope) = Legendre(count, x);
                x -= value / slope;
            }

            // Weight on [−1, 1]: 2 / ((1 − x²) P_n'(x)²).
            var derivative = Legendre(count, x).Slope;
            (points[k], weights[k]) = ((1 + x) / 2, 1 / ((1 - (x * x)) * derivative * derivative));
        }

        return new(points, weights);
    }

    // j P_j = (2j − 1) x P_{j−1} − (j − 1) P_{j−2};  P_n' = n (x P_n − P_{n−1}) / (x² − 1).
    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (previous, value) = (1.0, x);
        for (var j = 2; j <= degree; j++)
        {
            (previous, value) = (value, ((((2 * j) - 1) * x * value) - ((j - 1) * previous)) / j);
        }

        return (value, degree * ((x * value) - previous) / ((x * x) - 1));
    }
}
