using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Guided Backprop: the gradient with every negative part stopped at each rectifier, so that only what raises the score is left.</summary>
/// <remarks>
/// At a Relu with input z and gradient R from above, R · [R &gt; 0] · [z &gt; 0] passes on. J. Springenberg, A. Dosovitskiy, T. Brox, M. Riedmiller,
/// "Striving for simplicity", 2014, arXiv:1412.6806, §3.4. <c>[C,H,W]</c>, signed, no unit: it is no gradient of anything, and it hardly
/// changes with the class or the weights (Adebayo et al. 2018, arXiv:1810.03292), so it shows edges the network could use, not what it used.
/// <para>
/// Relu, LeakyRelu, PRelu, ThresholdedRelu and Clip with lower bound 0 are rectifiers wherever they stand in the graph; Captum changes
/// <c>nn.ReLU</c> modules only and gives the plain gradient without saying so. A network without any is refused.
/// </para>
/// </remarks>
public sealed class GuidedBackprop : ISaliencyMethod
{
    /// <inheritdoc/>
    public string Name => "guided-backprop";

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default) =>
        RectifiedGradient.Attribute(Name, BackwardRule.GuidedBackprop, model, inputs, targets, cancellationToken);
}
