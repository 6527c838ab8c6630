using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>XRAI's default base attribution: Integrated Gradients, the mean over two baselines made of the image's smallest and of its largest value.</summary>
internal static class XraiBase
{
    public static IReadOnlyList<Attribution> Attribute(
        string method, IClassifier model, Tensor inputs, IReadOnlyList<int> targets, int steps, CancellationToken cancellationToken)
    {
        var batch = ExplainedBatch.Open(method, model, inputs, targets);
        var paths =
            from image in Enumerable.Range(0, batch.Count)
            let input = batch.Image(image).ToArray()
            from sample in Enumerable.Range(0, 2)
            select new StraightPath(image, sample, input, Constant(input, sample));
        var results = new PathResults(batch, samples: 2);
        new FixedIntegration(Quadrature.InclusiveMean, steps).Run(batch, paths, results, cancellationToken);
        return results.ToAttributions();
    }

    private static float[] Constant(float[] input, int sample)
    {
        var baseline = new float[input.Length];
        Array.Fill(baseline, sample == 0 ? TensorPrimitives.Min<float>(input) : TensorPrimitives.Max<float>(input));
        return baseline;
    }
}
