using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>Input times gradient: the first-order share of each value in the score, exact for a linear model without bias.</summary>
/// <remarks>
/// A_i = x_i · ∂F(x)/∂x_i, x in network space. A. Shrikumar, P. Greenside, A. Shcherbina, A. Kundaje,
/// "Not just a black box", 2016, arXiv:1605.01713. Promises no completeness: <see cref="Attribution.BaselineScore"/> is null.
/// </remarks>
public sealed class InputXGradient : ISaliencyMethod
{
    /// <inheritdoc/>
    public string Name => "input-x-gradient";

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default)
    {
        var batch = ExplainedBatch.Open(Name, model, inputs, targets);
        var results = new Attribution[batch.Count];

        batch.Differentiate(
            Enumerable.Range(0, batch.Count),
            image => image,
            (image, row) => batch.Image(image).CopyTo(row),
            (image, logits, gradient) =>
            {
                var values = new float[gradient.Length];
                TensorPrimitives.Multiply(batch.Image(image), gradient, values);
                results[image] = batch.Attribution(image, values, logits[targets[image]], gradientCalls: 1);
            },
            cancellationToken);

        return results;
    }
}
