using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>Checks a model's gradients against central differences of its scores: the gradient certificate.</summary>
/// <remarks>
/// For an image x, random weights s of the classes and a direction v of entries ±1 and 0, φ(t) = Σ_k s_k · z_k(x + t·v) must change at the
/// rate ⟨∇, v⟩. Scores are float32 and networks have kinks, so the quotient (φ(h) − φ(−h)) / 2h is wrong by rounding for small h and by
/// kinks for large h. Quotients are taken on a ladder of steps and averaged with weights 1 / (σ²/2h² + b²h²): σ is the rounding of φ, measured
/// by φ(h) + φ(−h) − 2φ(0) at the smallest steps, b the growth of the kinks' error, measured by how neighbouring rungs differ. The gradient
/// has no say in the weights.
/// Two kinds of directions: the signs of the gradient on a random half of the values (a network's scores move far more along them than along
/// random ones, so differences resolve them even where the scores are large; errors relative to ⟨∇, v⟩), and random signs (they see errors of
/// any kind; relative to ‖∇‖, their typical ⟨∇, v⟩). A random direction counts when the differences resolve it to a third of the tolerance.
/// </remarks>
public static class GradientCheck
{
    private const int Rungs = 18;
    private const float SmallestStep = 1f / (1 << 18);

    /// <summary>Steps, counted from the smallest, at which second differences are nothing but rounding.</summary>
    private const int RoundingRungs = 6;

    /// <summary>How far neighbouring rungs must differ, in variances of their rounding, to count as differing by kinks.</summary>
    private const double RoundingExcess = 4;

    /// <summary>Rounding of a sum of scores: a few units in the last place of its largest part.</summary>
    private const double RelativeRounding = 4 * 1.2e-7;

    /// <summary>Scales of the noise images, tried in turn until differences resolve the tolerance; else the best resolved one counts.</summary>
    private static readonly float[] NoiseScales = [1, 100, 1e4f, 1e6f, 0.01f];

    /// <summary>Runs the check.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="options">Where and how thoroughly to compare.</param>
    /// <param name="cancellationToken">Stops the check.</param>
    /// <exception cref="Gradients.UnsupportedOperatorException">The model cannot be differentiated.</exception>
    public static GradientCertificate Run(IDifferentiableClassifier classifier, GradientCheckOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        options ??= new GradientCheckOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Directions, 1, nameof(options));
        if (options.Images is { } given)
        {
            return At(classifier, given, options, cancellationToken);
        }

        GradientCertificate? best = null;
        foreach (var scale in NoiseScales)
        {
            var certificate = At(classifier, Noise(classifier.InputShape, scale, options.Seed), options, cancellationToken);
            if (certificate is { IsFlat: false } && certificate.DifferenceError <= options.Tolerance)
            {
                return certificate;
            }

            best = best is null || Unresolved(certificate) < Unresolved(best) ? certificate : best;
        }

        return best!;
    }

    /// <summary>How little the differences could tell.</summary>
    private static double Unresolved(GradientCertificate certificate) =>
        certificate.IsFlat ? double.MaxValue : double.IsNaN(certificate.DifferenceError) ? double.PositiveInfinity : certificate.DifferenceError;

    private static GradientCertificate At(IDifferentiableClassifier classifier, Tensor images, GradientCheckOptions options, CancellationToken cancellationToken)
    {
        var generator = new SplitMix64((ulong)options.Seed + 1);
        var seeds = new Tensor(images.Shape[0], classifier.ClassCount);
        for (var i = 0; i < seeds.Length; i++)
        {
            seeds.Values[i] = (float)((2 * generator.NextUniform()) - 1);
        }

        var gradients = classifier.Differentiate(images, seeds, cancellationToken).Gradients;
        if (!gradients.Values.All(float.IsFinite))
        {
            return new GradientCertificate(double.NaN, double.NaN, double.NaN, 0, 0, options.Tolerance, IsFlat: false);
        }

        var (random, along) = (new List<Walk>(), new List<Walk>());
        for (var row = 0; row < images.Shape[0]; row++)
        {
            var length = images.Length / images.Shape[0];
            random.Add(Along(classifier, images, seeds, gradients, row, Signs(length, generator.NextBits()), cancellationToken));
            for (var i = 0; i < options.Directions; i++)
            {
                float[] half = [.. Signs(length, generator.NextBits()).Zip(gradients.Row(row).ToArray(), (s, g) => s > 0 ? Math.Sign(g) : 0f)];
                along.Add(Along(classifier, images, seeds, gradients, row, half, cancellationToken));
            }
        }

        var overall = Summarise(random, RootMeanSquare(random.Select(w => w.GradientNorm)), options);
        if (overall.GradientNorm == 0)
        {
            return overall;
        }

        var certificate = Summarise(along, null, options) with { GradientNorm = overall.GradientNorm };
        return overall.DifferenceError <= options.Tolerance / 3
            ? certificate with { Residual = Math.Max(certificate.Residual, overall.Residual), Comparisons = random.Count + along.Count }
            : certificate;
    }

    /// <param name="walks">Scores along several directions.</param>
    /// <param name="size">What errors are relative to; null for the size of the predictions.</param>
    /// <param name="options">The tolerance.</param>
    private static GradientCertificate Summarise(List<Walk> walks, double? size, GradientCheckOptions options)
    {
        var norm = RootMeanSquare(walks.Select(w => w.GradientNorm));
        var isFlat = walks.All(w => w.IsFlat);
        var weights = Weights(walks);
        var slopes = walks.Select(w => WeightedMean(w.Quotients, weights)).ToList();
        var predicted = walks.Select(w => WeightedMean(w.Predicted, weights)).ToList();

        // Where the gradient vanishes but the scores move, the movement is the unit: the residual is then 1.
        var unit = norm > 0 ? size ?? RootMeanSquare(predicted) : RootMeanSquare(slopes);
        return new GradientCertificate(
            isFlat ? 0 : RootMeanSquare(predicted.Zip(slopes, (p, q) => p - q)) / unit,
            isFlat ? 0 : Math.Sqrt(1 / weights.Sum()) / unit,
            norm,
            WeightedMean([.. walks[0].Steps.Select(h => (double)h)], weights),
            walks.Count,
            options.Tolerance,
            isFlat);
    }

    /// <summary>One over the variance of the quotients on each rung.</summary>
    private static double[] Weights(List<Walk> walks)
    {
        // The second difference of three values of variance σ² has variance 6σ².
        // Steps too small to change any rounding show none, so the scores' own precision is the floor.
        var measured = MeanSquare(walks.SelectMany(w => w.SecondDifferences[..RoundingRungs])) / 6;
        var rounding = Math.Max(measured, RelativeRounding * RelativeRounding * MeanSquare(walks.Select(w => w.Score)));
        var steps = walks[0].Steps;
        var byRounding = steps.Select(h => rounding / (2 * (double)h * h)).ToArray();
        var growth = Enumerable.Range(0, Rungs - 1)
            .Max(i => (MeanSquare(walks.Select(w => w.Quotients[i + 1] - w.Quotients[i])) - (RoundingExcess * (byRounding[i] + byRounding[i + 1]))) / ((double)steps[i] * steps[i]));
        var floor = RelativeRounding * RelativeRounding * MeanSquare(walks.Select(w => w.Quotients[0]));
        return [.. steps.Select((h, i) => 1 / (byRounding[i] + (Math.Max(growth, 0) * h * h) + floor + double.Epsilon))];
    }

    private static double WeightedMean(double[] values, double[] weights) => values.Zip(weights, (v, w) => v * w).Sum() / weights.Sum();

    /// <summary>Scores along one direction, at steps ±h for every rung.</summary>
    private static Walk Along(
        IDifferentiableClassifier classifier, Tensor images, Tensor seeds, Tensor gradients, int row, float[] direction, CancellationToken cancellationToken)
    {
        var x = images.Row(row).ToArray();
        var size = (float)Math.Max(RootMeanSquare(images.Values.Select(v => (double)v)), 1e-3);
        var steps = Enumerable.Range(0, Rungs).Select(i => size * SmallestStep * MathF.Pow(2, i)).ToArray();
        var moved = Moved(images, x, direction, [0, .. steps]);
        var scores = classifier.Score(moved, cancellationToken);
        var weights = seeds.Row(row).ToArray();
        double At(int position) => scores.Row(position).ToArray().Zip(weights, (z, s) => (double)z * s).Sum();
        var largest = scores.Row(0).ToArray().Zip(weights, (z, s) => Math.Abs((double)z * s)).Max();
        var differences = Enumerable.Range(1, Rungs).Select(i => At(2 * i) - At((2 * i) + 1)).ToArray();
        var gradient = gradients.Row(row).ToArray();
        var predicted = steps.Select((_, i) => Change(gradient, moved.Row((2 * i) + 2), moved.Row((2 * i) + 3))).ToArray();
        return new Walk(
            [.. predicted.Select((p, i) => p / (2 * (double)steps[i]))],
            Math.Sqrt(gradient.Sum(g => (double)g * g)),
            steps,
            [.. differences.Select((d, i) => d / (2 * (double)steps[i]))],
            [.. Enumerable.Range(1, Rungs).Select(i => At(2 * i) + At((2 * i) + 1) - (2 * At(0)))],
            At(0),
            differences.Concat(predicted).All(d => Math.Abs(d) <= RelativeRounding * largest));
    }

    /// <summary>⟨∇, x⁺ − x⁻⟩ for the images as float32 holds them, which is not exactly 2h·v.</summary>
    private static double Change(float[] gradient, ReadOnlySpan<float> plus, ReadOnlySpan<float> minus)
    {
        var sum = 0.0;
        for (var i = 0; i < gradient.Length; i++)
        {
            sum += gradient[i] * ((double)plus[i] - minus[i]);
        }

        return sum;
    }

    private static float[] Signs(int length, ulong seed)
    {
        var random = new SplitMix64(seed);
        var signs = new float[length];
        for (var i = 0; i < length; i++)
        {
            signs[i] = random.NextUniform() < 0.5 ? -1 : 1;
        }

        return signs;
    }

    /// <summary>x + h·v and x − h·v for each step h.</summary>
    private static Tensor Moved(Tensor images, float[] x, float[] direction, float[] steps)
    {
        var moved = new Tensor([2 * steps.Length, .. images.Shape[1..]]);
        for (var i = 0; i < steps.Length; i++)
        {
            var plus = moved.Row(2 * i);
            var minus = moved.Row((2 * i) + 1);
            for (var p = 0; p < x.Length; p++)
            {
                plus[p] = x[p] + (steps[i] * direction[p]);
                minus[p] = x[p] - (steps[i] * direction[p]);
            }
        }

        return moved;
    }

    private static Tensor Noise(ImageShape shape, float scale, int seed)
    {
        var random = new SplitMix64((ulong)seed);
        var images = new Tensor(1, shape.Channels, shape.Height, shape.Width);
        for (var i = 0; i < images.Length; i++)
        {
            images.Values[i] = scale * (float)random.NextUniform();
        }

        return images;
    }

    private static double RootMeanSquare(IEnumerable<double> values) => Math.Sqrt(MeanSquare(values));

    private static double MeanSquare(IEnumerable<double> values) => values.Average(v => v * v);

    private sealed record Walk(double[] Predicted, double GradientNorm, float[] Steps, double[] Quotients, double[] SecondDifferences, double Score, bool IsFlat);
}
