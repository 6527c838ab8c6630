using MLExplain.Benchmarks.Networks;
using static TorchSharp.torch;

namespace MLExplain.Benchmarks.Peers;

/// <summary>Integrated Gradients as written around autograd: black (zero) baseline, Gauss-Legendre points, a batch of points per call.</summary>
internal static class TorchIntegratedGradients
{
    public static double[] Run(TorchNetwork network, float[] image, int chunk, int steps = 50)
    {
        var (points, weights) = GaussLegendre(steps);
        using var scope = NewDisposeScope();
        var x = network.Place(image, 1, Network.Channels, Network.Size, Network.Size);
        var sum = zeros_like(x);
        for (var first = 0; first < steps; first += chunk)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(chunk, steps - first);
            var alphas = Column(network, points, first, count);
            var seeds = network.Place([.. Enumerable.Repeat(BenchmarkImages.Seeds(1), count).SelectMany(s => s)], count, Network.ClassCount);
            var gradients = network.Differentiate(x * alphas, seeds);
            sum.add_((gradients * Column(network, weights, first, count)).sum([0L], keepdim: true));
        }

        return (sum * x).contiguous().to_type(ScalarType.Float64).data<double>().ToArray();
    }

    private static Tensor Column(TorchNetwork network, double[] values, int first, int count) =>
        network.Place([.. values.Skip(first).Take(count).Select(v => (float)v)], count).view(count, 1, 1, 1);

    /// <summary>Points and weights on [0, 1]: Newton's method on the Legendre polynomial, started at the Chebyshev angles.</summary>
    private static (double[] Points, double[] Weights) GaussLegendre(int count)
    {
        var (points, weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope = 1;
            for (var iteration = 0; iteration < 20; iteration++)
            {
                (var value, slope) = Legendre(count, x);
                x -= value / slope;
            }

            points[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - (x * x)) * slope * slope);
        }

        return (points, weights);
    }

    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (previous, current) = (1.0, x);
        for (var n = 2; n <= degree; n++)
        {
            (previous, current) = (current, ((((2 * n) - 1) * x * current) - ((n - 1) * previous)) / n);
        }

        return (current, degree * ((x * current) - previous) / ((x * x) - 1));
    }
}
