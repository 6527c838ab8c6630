using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>The gradient of the target's logit with respect to the input, signed: how fast the score rises with each value.</summary>
/// <remarks>
/// A_i = ∂F(x)/∂x_i. K. Simonyan, A. Vedaldi, A. Zisserman, "Deep inside convolutional networks", 2013, arXiv:1312.6034, §3.
/// Differs from Captum's <c>Saliency</c>, which takes absolute values unless told otherwise.
/// Promises no completeness: <see cref="Attribution.BaselineScore"/> is null.
/// </remarks>
public sealed class Gradient : ISaliencyMethod
{
    /// <inheritdoc/>
    public string Name => "gradient";

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
            (image, logits, gradient) => results[image] = batch.Attribution(image, gradient.ToArray(), logits[targets[image]], gradientCalls: 1),
            cancellationToken);

        return results;
    }
}
