using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>The target's logit brought down to the image by another rule for rectifiers than the gradient's.</summary>
internal static class RectifiedGradient
{
    public static IReadOnlyList<Attribution> Attribute(
        string method, BackwardRule rule, IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken)
    {
        var batch = ExplainedBatch.Open(method, model, inputs, targets);
        var rectified = batch.Need<IRectifiedClassifier>("a backward pass with another rule for rectifiers");
        var results = new Attribution[batch.Count];
        batch.EachChunk(
            (first, chunk, seeds) =>
            {
                var run = rectified.Differentiate(chunk, seeds, rule, cancellationToken);
                for (var row = 0; row < chunk.Shape[0]; row++)
                {
                    var image = first + row;
                    var score = batch.Finite(run.Logits.Row(row)[targets[image]], image);
                    results[image] = batch.Attribution(image, batch.FiniteGradient(run.Gradients.Row(row), image).ToArray(), score, gradientCalls: 1);
                }
            },
            cancellationToken);
        return results;
    }
}
