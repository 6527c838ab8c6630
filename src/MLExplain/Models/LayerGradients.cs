using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>What one run gives of several layers.</summary>
/// <param name="Logits">Scores <c>[N,K]</c>.</param>
/// <param name="Layers">Per layer, in the order asked for, its maps and the score's gradient with respect to them, both <c>[N,C,h,w]</c>.</param>
public sealed record LayerGradients(Tensor Logits, IReadOnlyList<(Tensor Maps, Tensor Gradients)> Layers);
