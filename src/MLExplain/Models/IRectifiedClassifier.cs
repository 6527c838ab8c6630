using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>A classifier whose backward pass can treat its rectifiers in other ways than the true gradient does.</summary>
public interface IRectifiedClassifier : IDifferentiableClassifier
{
    /// <summary>Scores a batch and runs a backward pass of Σ_k seed[n,k] · logit[n,k] down to each image.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="seeds">Weight of each logit, <c>[N,K]</c>.</param>
    /// <param name="rule">How rectifiers are treated.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <returns>Logits, and what the rule makes of the gradients; each row's own.</returns>
    /// <exception cref="Gradients.UnsupportedOperatorException">An operator has no rule, or the rule treats rectifiers and the network has none.</exception>
    ScoredGradients Differentiate(Tensor inputs, Tensor seeds, BackwardRule rule, CancellationToken cancellationToken = default);
}
