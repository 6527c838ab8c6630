using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Saliency;

/// <summary>Inputs of the saliency tests, and the short way to one attribution.</summary>
internal static class Given
{
    /// <summary>Captum's BasicModel2: f = relu(relu(x1) − 1 − relu(x2)).</summary>
    public static ClosedFormClassifier BasicModel2() => ClosedFormClassifier.OnVector(
        2,
        x => Math.Max(0, Math.Max(0, x[0]) - 1 - Math.Max(0, x[1])),
        x =>
        {
            var open = Math.Max(0, x[0]) - 1 - Math.Max(0, x[1]) > 0 ? 1.0 : 0;
            return [x[0] > 0 ? open : 0, x[1] > 0 ? -open : 0];
        });

    /// <summary>Captum's BasicModel3: the same function, f = relu(relu(x1 − 1) − relu(x2)).</summary>
    public static ClosedFormClassifier BasicModel3() => ClosedFormClassifier.OnVector(
        2,
        x => Math.Max(0, Math.Max(0, x[0] - 1) - Math.Max(0, x[1])),
        x =>
        {
            var open = Math.Max(0, x[0] - 1) - Math.Max(0, x[1]) > 0 ? 1.0 : 0;
            return [x[0] > 1 ? open : 0, x[1] > 0 ? -open : 0];
        });

    public static ClosedFormClassifier Cube(int preferredRows = 8) =>
        ClosedFormClassifier.OnVector(1, x => x[0] * x[0] * x[0], x => [3 * x[0] * x[0]], preferredRows);

    public static ClosedFormClassifier Linear(params double[] weights) => ClosedFormClassifier.OnVector(
        weights.Length, x => 2 + x.Zip(weights, (a, w) => a * w).Sum(), _ => weights);

    public static Tensor Vector(params float[] values) => new([1, 1, 1, values.Length], values);

    /// <summary>Images with values uniform on [−2, 2).</summary>
    public static Tensor Images(int count, ImageShape shape, ulong seed)
    {
        var random = new SplitMix64(seed);
        var images = new Tensor(count, shape.Channels, shape.Height, shape.Width);
        foreach (ref var value in images.Values.AsSpan())
        {
            value = (float)((4 * random.NextUniform()) - 2);
        }

        return images;
    }

    /// <summary>Samples written as rows of 1 (shown) and 0 (hidden).</summary>
    public static Coalitions Samples(params string[] rows)
    {
        var samples = new Coalitions(rows.Length, rows[0].Length);
        for (var i = 0; i < rows.Length * rows[0].Length; i++)
        {
            samples[i / rows[0].Length, i % rows[0].Length] = rows[i / rows[0].Length][i % rows[0].Length] == '1';
        }

        return samples;
    }

    public static Attribution Explain(this ISaliencyMethod method, IClassifier model, Tensor image, int target = 0) =>
        Assert.Single(method.Attribute(model, image, [target]));

    /// <summary>The planes of an image in another order, the last ones first.</summary>
    public static T[] Rotated<T>(T[] image, int by, ImageShape shape)
    {
        var cut = image.Length - (by * shape.Height * shape.Width);
        return [.. image[cut..], .. image[..cut]];
    }

    /// <summary>Relative L2 distance.</summary>
    public static double Distance(float[] expected, float[] actual) =>
        Math.Sqrt(expected.Zip(actual, (a, b) => Math.Pow((double)a - b, 2)).Sum() / expected.Sum(a => (double)a * a));

    public static double[] Widen(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);

    public static float[] Narrow(double[] values) => Array.ConvertAll(values, value => (float)value);

    public static IntegratedGradients Rule(Quadrature quadrature, int steps, Baseline? baseline = null) =>
        new(new IntegratedGradientsOptions { Quadrature = quadrature, Steps = steps, Baseline = baseline });

    public static TheoryData<Quadrature> Rules => new(Enum.GetValues<Quadrature>());
}
