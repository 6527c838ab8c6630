using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit;

/// <summary>The gradient, but a batch with a black image is refused.</summary>
internal sealed class RefusesBlack : ISaliencyMethod
{
    public string Name => "refuses-black";

    public IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken) =>
        Enumerable.Range(0, targets.Count).Any(n => inputs.Row(n).IndexOfAnyExcept(0f) < 0)
            ? throw new SaliencyException("'refuses-black' cannot explain a black image.")
            : new Gradient().Attribute(model, inputs, targets, cancellationToken);
}
