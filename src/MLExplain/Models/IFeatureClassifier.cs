using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>A classifier whose feature maps can be read, differentiated with respect to, and projected back to the image.</summary>
/// <remarks>
/// Feature maps are always given as <c>[N,C,h,w]</c>: channels-last tensors are transposed, and the tokens of a transformer are laid out as
/// the grid of patches they come from, without class, distillation and register tokens. <see cref="FeatureLayer.Note"/> says so.
/// </remarks>
public interface IFeatureClassifier : IDifferentiableClassifier
{
    /// <summary>The usual choices, deepest first: the last layer of each resolution. The first is the default of the CAM methods; empty when no layer is spread over the image.</summary>
    IReadOnlyList<FeatureLayer> FeatureLayers { get; }

    /// <summary>The head that is linear in the spatial mean of feature maps; null when the scores are made in another way.</summary>
    LinearHead? Head { get; }

    /// <summary>What the head is, one sentence, whether CAM can use it or not.</summary>
    string HeadDescription { get; }

    /// <summary>Any tensor of the model, listed or not, as feature maps.</summary>
    /// <param name="name">Name of the tensor.</param>
    /// <exception cref="ArgumentException">The scores use no such tensor, or it is not spread over the image.</exception>
    FeatureLayer FindLayer(string name);

    /// <summary>Scores a batch and gives a layer's feature maps.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="layer">Name of the tensor.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <returns>Logits <c>[N,K]</c> and maps <c>[N,C,h,w]</c>.</returns>
    /// <exception cref="ArgumentException">See <see cref="FindLayer"/>.</exception>
    (Tensor Logits, Tensor Maps) Activate(Tensor inputs, string layer, CancellationToken cancellationToken = default);

    /// <summary>Scores a batch and gives, in one run, feature maps and the gradient of Σ_k seed[n,k] · logit[n,k] with respect to them.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="seeds">Weight of each logit, <c>[N,K]</c>.</param>
    /// <param name="layers">Names of the tensors, at least one.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <exception cref="ArgumentException">See <see cref="FindLayer"/>.</exception>
    LayerGradients DifferentiateLayers(Tensor inputs, Tensor seeds, IReadOnlyList<string> layers, CancellationToken cancellationToken = default);

    /// <summary>Runs a backward pass of Σ seed · map from a layer down to the image.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="layer">Name of the tensor.</param>
    /// <param name="seeds">Weight of each value of the layer's maps, <c>[N,C,h,w]</c>.</param>
    /// <param name="rule">How rectifiers are treated.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <returns>What reaches the image, <c>[N,C,H,W]</c>.</returns>
    /// <exception cref="ArgumentException">See <see cref="FindLayer"/>.</exception>
    Tensor Project(Tensor inputs, string layer, Tensor seeds, BackwardRule rule, CancellationToken cancellationToken = default);
}
