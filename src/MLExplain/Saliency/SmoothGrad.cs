using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>SmoothGrad: the gradient averaged over noisy copies of the image.</summary>
/// <remarks>
/// A_i = (1/n) Σ_k ∂F(x + ε_k)/∂x_i, ε_k Gaussian with standard deviation 0.15 of the image's range. D. Smilkov, N. Thorat, B. Kim,
/// F. Viégas, M. Wattenberg, "SmoothGrad: removing noise by adding noise", 2017, arXiv:1706.03825, §3.
/// Promises no completeness: <see cref="Attribution.BaselineScore"/> is null. Differs from PAIR, which averages the squares of the gradients
/// unless told otherwise: ask for <see cref="GradientMagnitude.Square"/>. As in PAIR, another method's maps
/// (<see cref="NoisyOptions.Base"/>) can be averaged in place of the gradients. Differs from Captum: 25 copies instead of 5, and noise relative to the image.
/// </remarks>
public sealed class SmoothGrad : ISaliencyMethod
{
    internal const string MethodName = "smoothgrad";

    private readonly NoisyGradients _copies;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Noise and what is averaged; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public SmoothGrad(SmoothGradOptions? options = null)
    {
        options ??= new SmoothGradOptions();
        OptionErrors.Refuse(Name, options.Errors());
        _copies = new NoisyGradients(Name, options, moments => options.Magnitude == GradientMagnitude.Square ? moments.MeanSquare() : moments.Mean());
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
