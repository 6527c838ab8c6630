using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>A random three-layer ReLU network with its exact gradient: nonlinear enough to make quadratures differ, fast enough to sweep seeds.</summary>
internal static class ReluNetwork
{
    private const int Hidden = 64;

    public static ClosedFormClassifier Create(ImageShape shape, ulong seed, int preferredRows = 8)
    {
        var random = new SplitMix64(seed);
        var first = Matrix(ref random, Hidden, shape.Length, Math.Sqrt(2.0 / shape.Length));
        var second = Matrix(ref random, Hidden, Hidden, Math.Sqrt(2.0 / Hidden));
        var last = Matrix(ref random, 1, Hidden, Math.Sqrt(1.0 / Hidden))[0];
        var bias = Matrix(ref random, 2, Hidden, 0.3);

        double[] Layer(double[][] weights, double[] x, double[] offset) =>
            [.. weights.Select((row, k) => offset[k] + Dot(row, x))];
        static double[] Relu(double[] z) => Array.ConvertAll(z, value => Math.Max(0, value));

        return new ClosedFormClassifier(
            shape,
            x => Dot(last, Relu(Layer(second, Relu(Layer(first, x, bias[0])), bias[1]))),
            x =>
            {
                var z1 = Layer(first, x, bias[0]);
                var z2 = Layer(second, Relu(z1), bias[1]);
                var d2 = last.Select((w, k) => z2[k] > 0 ? w : 0).ToArray();
                var d1 = z1.Select((z, j) => z > 0 ? Enumerable.Range(0, Hidden).Sum(k => d2[k] * second[k][j]) : 0).ToArray();
                return [.. Enumerable.Range(0, x.Length).Select(i => Enumerable.Range(0, Hidden).Sum(j => d1[j] * first[j][i]))];
            },
            preferredRows);
    }

    private static double[][] Matrix(ref SplitMix64 random, int rows, int columns, double scale)
    {
        var matrix = new double[rows][];
        for (var i = 0; i < rows; i++)
        {
            matrix[i] = new double[columns];
            for (var j = 0; j < columns; j++)
            {
                matrix[i][j] = scale * random.NextGaussian();
            }
        }

        return matrix;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
