using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Grad-CAM++: feature maps weighted cell by cell, so that several small objects of the class count like one large one.</summary>
/// <remarks>
/// L = ReLU(Σ_c w_c A_c), w_c = Σ_ij α_ij · ReLU(g_ij), α_ij = g_ij² / (2 g_ij² + g_ij³ · Σ_ab A_c,ab + ε), g = ∂F/∂A_c, F the logit.
/// A. Chattopadhyay, A. Sarkar, P. Howlader, V. Balasubramanian, "Grad-CAM++", WACV 2018, arXiv:1710.11063, equations 10 and 19, where
/// second and third derivatives of exp(F) become powers of g. ε = 1e-6 as in pytorch-grad-cam; where g is far below 0.001 it dominates,
/// and the map shrinks. The map is <c>[H,W]</c>, or the layer's <c>[h,w]</c>; the weights are no slopes of the logit, so its size says
/// nothing, and it is not rescaled. Differs from pytorch-grad-cam, which stretches each map to 0..1.
/// Promises no completeness: <see cref="Attribution.BaselineScore"/> is null.
/// </remarks>
public sealed class GradCamPlusPlus : ISaliencyMethod
{
    /// <summary>Keeps the weight finite where the denominator vanishes.</summary>
    private const double Epsilon = 1e-6;

    private readonly ClassActivation _maps;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Layers, ReLU, size and fusion; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public GradCamPlusPlus(LayerMapOptions? options = null)
    {
        options ??= new LayerMapOptions();
        OptionErrors.Refuse(Name, options.Errors());
        _maps = new ClassActivation(Name, options, Map);
    }

    /// <inheritdoc/>
    public string Name => "grad-cam++";

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IClassifier model) => _maps.OutputShape(model);

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default) =>
        _maps.Attribute(model, inputs, targets, cancellationToken);

    /// <summary>Σ_c w_c · A_c, with w_c = Σ_ij α_ij · max(0, g_ij) and α_ij = g_ij² / (2 g_ij² + g_ij³ · Σ A_c + ε).</summary>
    private static void Map(ReadOnlySpan<float> maps, ReadOnlySpan<float> gradients, Span<double> map)
    {
        for (var start = 0; start < maps.Length; start += map.Length)
        {
            var channel = maps.Slice(start, map.Length);
            var (total, weight) = (Statistics.Sum(channel), 0.0);
            foreach (double g in gradients.Slice(start, map.Length))
            {
                // A negative slope has no part in the sum, whatever its α.
                weight += g > 0 ? g * g * g / ((2 * g * g) + (g * g * g * total) + Epsilon) : 0;
            }

            ClassActivation.Add(map, weight, channel);
        }
    }
}
