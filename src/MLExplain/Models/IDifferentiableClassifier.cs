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
}
