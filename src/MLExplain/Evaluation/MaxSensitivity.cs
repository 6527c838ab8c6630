using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>Max-sensitivity: how far the attribution moves at most when the image is nudged a little.</summary>
/// <remarks>
/// C.-K. Yeh, C.-Y. Hsieh, A. Suggala, D. Inouye, P. Ravikumar 2019, arXiv:1901.09392, definition 3.1, as a share of the attribution's norm: the largest of
/// ‖Φ(x̃) − Φ(x)‖₂ / ‖Φ(x)‖₂ over random x̃ with |x̃ − x|∞ ≤ r. 0 is best, and what the gradient of a linear model has.
/// Differs from Captum, where an attribution of norm 0 is divided by 1, and from Quantus (200 samples, radius 0.2), which divides by 0: it is undefined here.
/// The radius is in image units, so that it does not depend on how the network scales its input.
/// </remarks>
public sealed class MaxSensitivity : IMethodMeasure
{
    private readonly MaxSensitivityOptions _options;

    /// <summary>Makes the measure.</summary>
    /// <param name="options">Radius and samples; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public MaxSensitivity(MaxSensitivityOptions? options = null)
    {
        _options = options ?? new MaxSensitivityOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "max-sensitivity";

    /// <inheritdoc/>
    public IReadOnlyList<MeasureScore> Measure(
        IClassifier model, ISaliencyMethod method, IReadOnlyList<EvaluatedImage> images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(images);

        // As many images at once as fill the model's batches with their nudged copies.
        var together = Math.Max(1, (int)Math.Ceiling(model.PreferredRows / (_options.Samples + 1.0)));
        return [.. images.Chunk(together).SelectMany(chunk => Judge(model, method, chunk, cancellationToken))];
    }

    /// <summary>All images with one call; if the method refuses one of them, each on its own.</summary>
    private IEnumerable<MeasureScore> Judge(IClassifier model, ISaliencyMethod method, EvaluatedImage[] images, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var attributions = method.Attribute(
                model, Nudged(model.InputShape, images), [.. images.SelectMany(image => Enumerable.Repeat(image.Target, _options.Samples + 1))], cancellationToken);
            return [.. attributions.Chunk(_options.Samples + 1).Select(Score)];
        }
        catch (SaliencyException refusal) when (images.Length == 1)
        {
            return [MeasureScore.Undefined(refusal.Message)];
        }
        catch (SaliencyException)
        {
            return [.. images.SelectMany(image => Judge(model, method, [image], cancellationToken))];
        }
    }

    /// <summary>Each image, followed by its nudged copies.</summary>
    private Tensor Nudged(ImageShape shape, EvaluatedImage[] images)
    {
        var points = new Tensor(images.Length * (_options.Samples + 1), shape.Channels, shape.Height, shape.Width);
        for (var row = 0; row < points.Shape[0]; row++)
        {
            var (image, sample) = Math.DivRem(row, _options.Samples + 1);
            var values = images[image].Input.Values;
            if (values.Length != shape.Length)
            {
                throw new ArgumentException($"'{Name}' got the image '{images[image].Id}' as {images[image].Input}, but the model takes [{shape.Channels},{shape.Height},{shape.Width}].");
            }

            values.CopyTo(points.Row(row));
            if (sample > 0)
            {
                Nudge(points.Row(row), shape, new SplitMix64(ContentSeed.Derive(_options.Seed, sample, values)));
            }
        }

        return points;
    }

    private void Nudge(Span<float> values, ImageShape shape, SplitMix64 random)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var channel = i / (shape.Height * shape.Width);
            var radius = _options.Radius * (_options.Preprocessing is { } known ? (double)known.ToNetwork(channel, 255) - known.ToNetwork(channel, 0) : 1);
            values[i] = (float)(values[i] + (radius * ((2 * random.NextUniform()) - 1)));
        }
    }

    private static MeasureScore Score(Attribution[] attributions)
    {
        var still = attributions[0].Values.Values;
        var norm = Norm(still, new float[still.Length]);
        return norm > 0
            ? MeasureScore.Of(attributions.Skip(1).Max(nudged => Norm(nudged.Values.Values, still)) / norm)
            : MeasureScore.Undefined("The attribution is 0 everywhere, so that there is nothing to take a share of.");
    }

    private static double Norm(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum());
}
