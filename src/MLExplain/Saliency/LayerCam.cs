using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>LayerCAM: each cell of the feature maps weighted by its own positive gradient, which keeps early, fine layers readable.</summary>
/// <remarks>
/// L = ReLU(Σ_c ReLU(∂F/∂A_c) ⊙ A_c), F the logit. P. Jiang, C. Zhang, Q. Hou, M. Cheng, Y. Wei, "LayerCAM", IEEE TIP 2021, equations 6 and 7
/// (doi:10.1109/TIP.2021.3089943). The map is <c>[H,W]</c>, or the layer's <c>[h,w]</c>, in units of the logit. Differs from the paper in
/// fusing layers: each map is divided by its largest magnitude, without tanh. Promises no completeness:
/// <see cref="Attribution.BaselineScore"/> is null.
/// </remarks>
public sealed class LayerCam : ISaliencyMethod
{
    private readonly ClassActivation _maps;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Layers, ReLU, size and fusion; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public LayerCam(LayerMapOptions? options = null)
    {
        options ??= new LayerMapOptions();
        OptionErrors.Refuse(Name, options.Errors());
        _maps = new ClassActivation(Name, options, Map);
    }

    /// <inheritdoc/>
    public string Name => "layer-cam";

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IClassifier model) => _maps.OutputShape(model);

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default) =>
        _maps.Attribute(model, inputs, targets, cancellationToken);

    /// <summary>Σ_c max(0, ∂F/∂A_c) · A_c, cell by cell.</summary>
    private static void Map(ReadOnlySpan<float> maps, ReadOnlySpan<float> gradients, Span<double> map)
    {
        for (var i = 0; i < maps.Length; i++)
        {
            map[i % map.Length] += Math.Max(0.0, gradients[i]) * maps[i];
        }
    }
}
