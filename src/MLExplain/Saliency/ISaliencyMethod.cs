using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>One way of attributing a classifier's score to its input.</summary>
/// <remarks>Implementations hold their validated options, no other state, and are thread-safe.</remarks>
public interface ISaliencyMethod
{
    /// <summary>The method's name on the command line and in pipeline files, such as <c>integrated-gradients</c>.</summary>
    string Name { get; }

    /// <summary>The shape of one image's <see cref="Attribution.Values"/>.</summary>
    /// <param name="model">The classifier.</param>
    /// <returns><c>[C,H,W]</c> of the model's input, or <c>[H,W]</c> for a method that gives one value per pixel or cell.</returns>
    IReadOnlyList<int> OutputShape(IClassifier model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [model.InputShape.Channels, model.InputShape.Height, model.InputShape.Width];
    }

    /// <summary>Explains every image of a batch, each on its own.</summary>
    /// <param name="model">The classifier; a method that needs gradients refuses one that is not <see cref="IDifferentiableClassifier"/>.</param>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="targets">The class to explain, one per image.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    /// <returns>One attribution per image, in order.</returns>
    /// <exception cref="NotSupportedException">The method needs gradients and the model has none.</exception>
    IReadOnlyList<Attribution> Attribute(IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default);
}
