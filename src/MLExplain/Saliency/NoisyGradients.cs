using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>Gradients, or another method's maps, of noisy copies of each image, as running moments.</summary>
/// <param name="method">The method's name.</param>
/// <param name="options">Noise and base.</param>
/// <param name="read">What of the moments is the map.</param>
internal sealed class NoisyGradients(string method, NoisyOptions options, Func<Moments, float[]> read)
{
    private const string Constant = "The image is constant, so the noise, a share of its range, is 0 and every copy is the image itself.";

    private readonly ISaliencyMethod? _base = BaseMethod.Create(options.Base, options.Preprocessing);

    public IReadOnlyList<int> OutputShape(IClassifier model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _base?.OutputShape(model) ?? [model.InputShape.Channels, model.InputShape.Height, model.InputShape.Width];
    }

    /// <summary>Explains every image by a reading of the moments.</summary>
    public IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken)
    {
        var batch = ExplainedBatch.Open(method, model, inputs, targets);
        var scores = batch.Scores(cancellationToken);
        return _base is null
            ? Gradients(batch, scores, cancellationToken)
            : [.. scores.Select((score, image) => Maps(_base, model, batch, image, score, cancellationToken))];
    }

    private Attribution[] Gradients(ExplainedBatch batch, double[] scores, CancellationToken cancellationToken)
    {
        var results = new Attribution[batch.Count];
        var moments = new Moments(0);
        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            from sample in Enumerable.Range(0, options.Samples)
            select (Image: image, Sample: sample);

        batch.Differentiate(
            jobs,
            job => job.Image,
            (job, row) => Draw(batch.Image(job.Image), job.Sample, row),
            (job, _, gradient) =>
            {
                moments = job.Sample == 0 ? new Moments(gradient.Length) : moments;
                moments.Add(gradient);
                if (job.Sample == options.Samples - 1)
                {
                    results[job.Image] = batch.Attribution(job.Image, read(moments), scores[job.Image], options.Samples) with { Warnings = [.. Warnings(batch.Image(job.Image))] };
                }
            },
            cancellationToken);
        return results;
    }

    /// <remarks>A few copies at a time, so that memory does not grow with their number.</remarks>
    private Attribution Maps(ISaliencyMethod @base, IClassifier model, ExplainedBatch batch, int image, double score, CancellationToken cancellationToken)
    {
        var moments = new Moments(OutputShape(model).Aggregate(1, (product, side) => product * side));
        var (gradients, calls, warnings) = (0, 0, new List<string>());
        foreach (var samples in Enumerable.Range(0, options.Samples).Chunk(batch.PreferredRows))
        {
            var copies = new Tensor(samples.Length, batch.Shape.Channels, batch.Shape.Height, batch.Shape.Width);
            for (var row = 0; row < samples.Length; row++)
            {
                Draw(batch.Image(image), samples[row], copies.Row(row));
            }

            foreach (var map in @base.Attribute(model, copies, [.. samples.Select(_ => batch.Target(image))], cancellationToken))
            {
                moments.Add(map.Values.Values);
                (gradients, calls) = (gradients + map.GradientCalls, calls + map.ScoreCalls);
                warnings.AddRange(map.Warnings.Take(1));
            }
        }

        return batch.Attribution(image, new Tensor([.. OutputShape(model)], read(moments)), score, gradients) with
        {
            ScoreCalls = calls,
            Warnings =
            [
                .. Warnings(batch.Image(image)),
                .. warnings.Take(1).Select(first => $"'{@base.Name}' warns on {warnings.Count} of {options.Samples} noisy copies, first: {first}"),
            ],
        };
    }

    private static IEnumerable<string> Warnings(ReadOnlySpan<float> image) => Range(image) == 0 ? [Constant] : [];

    private void Draw(ReadOnlySpan<float> image, int sample, Span<float> row)
    {
        var random = new SplitMix64(ContentSeed.Derive(options.Seed, sample, image));
        var sigma = options.Noise * Range(image);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = (float)(image[i] + (sigma * random.NextGaussian()));
        }
    }

    private static double Range(ReadOnlySpan<float> image) => (double)TensorPrimitives.Max(image) - TensorPrimitives.Min(image);
}
