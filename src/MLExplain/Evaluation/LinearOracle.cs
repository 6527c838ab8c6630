using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>A linear classifier whose exact map is known: class 0 scores z = Σ w · x, class 1 −z.</summary>
public sealed class LinearOracle : IDifferentiableClassifier
{
    private readonly Tensor _weights;

    /// <summary>Makes an oracle of given weights.</summary>
    /// <param name="weights"><c>[C,H,W]</c>, finite.</param>
    /// <exception cref="ArgumentException">The weights are not of one image's shape, or not finite.</exception>
    public LinearOracle(Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Rank != 3 || !Array.TrueForAll(weights.Values, float.IsFinite))
        {
            throw new ArgumentException($"A linear oracle takes finite weights [C,H,W], but {weights} was given.", nameof(weights));
        }

        _weights = weights;
    }

    /// <summary>Makes an oracle of normal weights with standard deviation 1 / √(number of values), so that scores are about as large as pixels.</summary>
    /// <param name="shape">Shape of its images.</param>
    /// <param name="seed">Seed of the weights.</param>
    public LinearOracle(ImageShape shape, int seed)
        : this(Draw(shape, seed))
    {
    }

    /// <inheritdoc/>
    public ImageShape InputShape => new(_weights.Shape[0], _weights.Shape[1], _weights.Shape[2]);

    /// <inheritdoc/>
    public int ClassCount => 2;

    /// <inheritdoc/>
    public ScoreLink Link => ScoreLink.Softmax;

    /// <inheritdoc/>
    public int PreferredRows => 16;

    /// <summary>The map that explains the score exactly: ± Σ_channels w · (x − baseline), <c>[H,W]</c>.</summary>
    /// <param name="input">The image <c>[C,H,W]</c>.</param>
    /// <param name="baseline">What it is compared with, <c>[C,H,W]</c>.</param>
    /// <param name="target">The class, 0 or 1.</param>
    public Tensor ExactMap(Tensor input, Tensor baseline, int target = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(baseline);
        var map = new double[_weights.Shape[1] * _weights.Shape[2]];
        for (var i = 0; i < _weights.Length; i++)
        {
            map[i % map.Length] += (target == 0 ? 1 : -1) * (double)_weights.Values[i] * ((double)input.Values[i] - baseline.Values[i]);
        }

        return new Tensor([_weights.Shape[1], _weights.Shape[2]], Array.ConvertAll(map, value => (float)value));
    }

    /// <inheritdoc/>
    public Tensor Score(Tensor inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        cancellationToken.ThrowIfCancellationRequested();
        var logits = new Tensor(inputs.Shape[0], ClassCount);
        for (var row = 0; row < inputs.Shape[0]; row++)
        {
            var score = (float)Score(inputs.Row(row));
            (logits.Row(row)[0], logits.Row(row)[1]) = (score, -score);
        }

        return logits;
    }

    /// <inheritdoc/>
    public ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(seeds);
        var gradients = new Tensor(inputs.Shape);
        for (var row = 0; row < inputs.Shape[0]; row++)
        {
            var seed = seeds.Row(row)[0] - seeds.Row(row)[1];
            Array.ConvertAll(_weights.Values, weight => seed * weight).CopyTo(gradients.Row(row));
        }

        return new ScoredGradients(Score(inputs, cancellationToken), gradients);
    }

    /// <summary>z of one image, in float64.</summary>
    internal double Score(ReadOnlySpan<float> image)
    {
        var score = 0.0;
        for (var i = 0; i < image.Length; i++)
        {
            score += (double)_weights.Values[i] * image[i];
        }

        return score;
    }

    private static Tensor Draw(ImageShape shape, int seed)
    {
        var random = new SplitMix64((ulong)seed);
        var weights = new Tensor(shape.Channels, shape.Height, shape.Width);
        for (var i = 0; i < weights.Length; i++)
        {
            weights.Values[i] = (float)(random.NextGaussian() / Math.Sqrt(weights.Length));
        }

        return weights;
    }
}
