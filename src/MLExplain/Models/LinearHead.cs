using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>A head that scores the spatial mean of feature maps linearly: logit_k = mean over cells of Σ_c weight[k,c] · map_c + bias_k.</summary>
/// <param name="Maps">The feature maps.</param>
/// <param name="Weights">One row per class, <c>[K,C]</c>.</param>
/// <param name="Bias">One value per class, <c>[K]</c>.</param>
/// <param name="IsRectified">
/// Whether a Relu stands between the class maps and their mean, as in SqueezeNet: logit_k = mean over cells of max(0, Σ_c weight[k,c] · map_c + bias_k).
/// </param>
public sealed record LinearHead(FeatureLayer Maps, Tensor Weights, Tensor Bias, bool IsRectified);
