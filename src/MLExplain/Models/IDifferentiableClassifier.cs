using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>A classifier that also gives the gradient of its scores with respect to its input.</summary>
public interface IDifferentiableClassifier : IClassifier
{
    /// <summary>Scores a batch and differentiates Σ_k seed[n,k] · logit[n,k] with respect to each image.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="seeds">Weight of each logit, <c>[N,K]</c>: a one-hot row explains one class, +1/−1 a contrast of two.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <returns>Logits and gradients; each row's own, independent of the other rows.</returns>
    ScoredGradients Differentiate(Tensor inputs, Tensor seeds, CancellationToken cancellationToken = default);

    /// <summary>The same, writing over a result that is no longer needed: calls in a row then allocate nothing that a collector must find.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="seeds">Weight of each logit, <c>[N,K]</c>.</param>
    /// <param name="used">An earlier result of this classifier, given away; null, or one of another batch size, is not used.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <returns>Logits and gradients; perhaps in the arrays of <paramref name="used"/>. By default a new result.</returns>
    ScoredGradients Differentiate(Tensor inputs, Tensor seeds, ScoredGradients? used, CancellationToken cancellationToken = default) =>
        Differentiate(inputs, seeds, cancellationToken);
}
