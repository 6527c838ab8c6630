using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>Gradients at noisy copies of each image, as running moments.</summary>
internal static class NoisyGradients
{
    private const string Constant = "The image is constant, so the noise, a share of its range, is 0 and every copy is the image itself.";

    /// <summary>Explains every image by a reading of the moments.</summary>
    public static IReadOnlyList<Attribution> Attribute(
        string method, NoisyOptions options, Func<Moments, float[]> read, IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken)
    {
        var batch = ExplainedBatch.Open(method, model, inputs, targets);
        var scores = batch.Scores(cancellationToken);
        var results = new Attribution[batch.Count];
        var moments = new Moments(0);
        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            from sample in Enumerable.Range(0, options.Samples)
            select (Image: image, Sample: sample);

        batch.Differentiate(
            jobs,
            job => job.Image,
            (job, row) => Draw(batch.Image(job.Image), job.Sample, options, row),
            (job, _, gradient) =>
            {
                moments = job.Sample == 0 ? new Moments(gradient.Length) : moments;
                moments.Add(gradient);
                if (job.Sample == options.Samples - 1)
                {
                    results[job.Image] = batch.Attribution(job.Image, read(moments), scores[job.Image], options.Samples) with
                    {
                        Warnings = Range(batch.Image(job.Image)) == 0 ? [Constant] : [],
                    };
                }
            },
            cancellationToken);
        return results;
    }

    private static void Draw(ReadOnlySpan<float> image, int sample, NoisyOptions options, Span<float> row)
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
