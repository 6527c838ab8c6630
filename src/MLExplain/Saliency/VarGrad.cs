using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>VarGrad: the variance of the gradient over noisy copies of the image; at least 0.</summary>
/// <remarks>
/// A_i = E[g_i²] − E[g_i]² over the copies, by Welford's sums. J. Adebayo, J. Gilmer, I. Goodfellow, B. Kim, "Local explanation methods
/// for deep neural networks lack sensitivity to parameter values", 2018, arXiv:1810.03307, and J. Adebayo et al., "Sanity checks for
/// saliency maps", NeurIPS 2018, arXiv:1810.03292, appendix. Noise as in <see cref="SmoothGrad"/>. Promises no completeness.
/// </remarks>
public sealed class VarGrad : ISaliencyMethod
{
    internal const string MethodName = "vargrad";

    private readonly NoisyGradients _copies;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Noise; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public VarGrad(VarGradOptions? options = null)
    {
        options ??= new VarGradOptions();
        OptionErrors.Refuse(Name, options.Errors());
        _copies = new NoisyGradients(Name, options, moments => moments.Variance());
    }

    /// <inheritdoc/>
    public string Name => MethodName;

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IClassifier model) => _copies.OutputShape(model);

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default) =>
        _copies.Attribute(model, inputs, targets, cancellationToken);
}
