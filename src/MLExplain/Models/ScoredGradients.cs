using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>What one call of <see cref="IDifferentiableClassifier.Differentiate(Tensor, Tensor, CancellationToken)"/> gives.</summary>
/// <param name="Logits">Scores <c>[N,K]</c> at the inputs.</param>
/// <param name="Gradients">Gradient of the seeded score with respect to the inputs, <c>[N,C,H,W]</c>, signed.</param>
public sealed record ScoredGradients(Tensor Logits, Tensor Gradients);
