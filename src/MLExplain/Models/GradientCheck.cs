using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>Checks a model's gradients against differences of its scores: the gradient certificate.</summary>
/// <remarks>
/// For an image x, random weights s of the classes and a direction v of entries ±1 and 0, the scores φ(t) = Σ_k s_k · z_k(x + t·v) must
/// change between −h and h by ∫⟨∇(t), v⟩ dt, taken by the midpoint rule (<see cref="ScoreSegment"/>). The step h is the smallest one
/// that float32 scores resolve, so few kinks lie within it, and those that do are averaged by the integral, where a single gradient would
/// see one side of them only.
/// Two kinds of directions: the signs of the gradient on a random half of the values (a network's scores move far more along them than along
/// random ones, so differences resolve them even where the scores are large; errors relative to ⟨∇, v⟩), and random signs (they see errors of
/// any kind; relative to ‖∇‖, their typical ⟨∇, v⟩). A random direction counts when the differences resolve it to a third of the tolerance.
/// </remarks>
public static class GradientCheck
{
    /// <summary>The share of the tolerance that differences may leave open for a comparison to count as resolved.</summary>
    private const double ResolvedShare = 1.0 / 3;

    /// <summary>Scales of the noise images, tried in turn until differences resolve the tolerance; else the best resolved one counts.</summary>
    /// <remarks>Large ones are for networks whose biases or normalisations drown an image of usual range.</remarks>
    private static readonly float[] NoiseScales = [1, 100, 1e4f, 1e6f, 1e8f, 1e10f, 0.01f];

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
            if (certificate is { IsFlat: false } && certificate.DifferenceError <= options.Tolerance * ResolvedShare)
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

        var (random, along) = (new List<ScoreSegment>(), new List<ScoreSegment>());
        for (var row = 0; row < images.Shape[0]; row++)
        {
            var gradient = gradients.Row(row).ToArray();
            var place = new ScorePlace(classifier, new Tensor([1, .. images.Shape[1..]], images.Row(row).ToArray()), seeds.Row(row).ToArray());
            var norm = Math.Sqrt(gradient.Sum(g => (double)g * g));
            var signs = Signs(gradient.Length, generator.NextBits());
            if (norm == 0 || ScoreSegment.CanResolve(place, norm, options.Tolerance * ResolvedShare, cancellationToken))
            {
                random.Add(ScoreSegment.Measure(place, signs, norm == 0 ? null : norm, options.Tolerance, cancellationToken));
            }

            for (var i = 0; i < options.Directions && norm > 0; i++)
            {
                // Where the gradient says that nothing matters, everything moves the same way: a part that is missing shows.
                float[] half = [.. Signs(gradient.Length, generator.NextBits()).Zip(gradient, (s, g) => s < 0 ? 0 : g == 0 ? 1 : Math.Sign(g))];
                along.Add(ScoreSegment.Measure(place, half, null, options.Tolerance, cancellationToken));
            }
        }

        if (along.Count == 0)
        {
            return Summarise(random, null, options);
        }

        var certificate = Summarise(along, null, options);
        return random.Count > 0 && Summarise(random, RootMeanSquare(random.Select(s => s.GradientNorm)), options) is var overall && overall.DifferenceError <= options.Tolerance * ResolvedShare
            ? certificate with { Residual = Math.Max(certificate.Residual, overall.Residual), Comparisons = random.Count + along.Count }
            : certificate;
    }

    /// <param name="segments">Scores and gradients along several directions.</param>
    /// <param name="size">What errors are relative to; null for the size of the predictions.</param>
    /// <param name="options">The tolerance.</param>
    private static GradientCertificate Summarise(List<ScoreSegment> segments, double? size, GradientCheckOptions options)
    {
        var norm = RootMeanSquare(segments.Select(s => s.GradientNorm));
        var isFlat = segments.All(s => s.IsFlat);

        // Where the gradient vanishes but the scores move, the movement is the unit: the residual is then 1.
        var unit = norm > 0 ? size ?? RootMeanSquare(segments.Select(s => s.Predicted)) : RootMeanSquare(segments.Select(s => s.Slope));
        return new GradientCertificate(
            isFlat ? 0 : RootMeanSquare(segments.Select(s => s.Predicted - s.Slope)) / unit,
            isFlat ? 0 : RootMeanSquare(segments.Select(s => s.SlopeError)) / unit,
            norm,
            segments.Average(s => s.Step),
            segments.Count,
            options.Tolerance,
            isFlat);
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

    private static double RootMeanSquare(IEnumerable<double> values) => Math.Sqrt(values.Average(v => v * v));
}
