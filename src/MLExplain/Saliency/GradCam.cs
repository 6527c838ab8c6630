using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Grad-CAM: feature maps weighted by how fast the score rises with each map as a whole.</summary>
/// <remarks>
/// L = ReLU(Σ_c α_c A_c), α_c the mean over the cells of ∂F/∂A_c, F the logit. R. Selvaraju, M. Cogswell, A. Das, R. Vedantam, D. Parikh,
/// D. Batra, "Grad-CAM", ICCV 2017, arXiv:1610.02391, equations 1 and 2. The map is <c>[H,W]</c>, or the layer's <c>[h,w]</c>, in units of the
/// logit and never rescaled, so that maps can be compared; only maps of several layers are normalised before they are fused. On a network
/// whose head is linear in the spatial mean, h·w times the map before the ReLU is that of <see cref="Cam"/>.
/// <para>
/// Differs from Captum, which applies no ReLU unless told and does not resize; from pytorch-grad-cam, which stretches each map to 0..1.
/// Promises no completeness: <see cref="Attribution.BaselineScore"/> is null.
/// </para>
/// </remarks>
public sealed class GradCam : ISaliencyMethod
{
    private readonly ClassActivation _maps;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Layers, ReLU, size and fusion; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public GradCam(LayerMapOptions? options = null)
    {
        options ??= new LayerMapOptions();
        OptionErrors.Refuse(Name, options.Errors());
        _maps = new ClassActivation(Name, options, Map);
    }

    /// <inheritdoc/>
    public string Name => "grad-cam";

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IClassifier model) => _maps.OutputShape(model);

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default) =>
        _maps.Attribute(model, inputs, targets, cancellationToken);

    /// <summary>Σ_c mean(∂F/∂A_c) · A_c.</summary>
    internal static void Map(ReadOnlySpan<float> maps, ReadOnlySpan<float> gradients, Span<double> map)
    {
        for (var start = 0; start < maps.Length; start += map.Length)
        {
            ClassActivation.Add(map, Statistics.Mean(gradients.Slice(start, map.Length)), maps.Slice(start, map.Length));
        }
    }
}
