using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>An image classifier as the explanation methods see it: a batch of images in, one score per class out.</summary>
/// <remarks>
/// Images are <c>[N,C,H,W]</c> in the network's own input space (after preprocessing), whatever layout the model file uses.
/// Implementations are thread-safe, and the result of a row does not depend on the other rows of its batch.
/// </remarks>
public interface IClassifier
{
    /// <summary>Size of one input image.</summary>
    ImageShape InputShape { get; }

    /// <summary>Number of classes; a binary model with one output counts as two.</summary>
    int ClassCount { get; }

    /// <summary>How logits become probabilities.</summary>
    ScoreLink Link { get; }

    /// <summary>How many rows a caller should pass at once: enough to keep every worker busy, within the memory budget.</summary>
    int PreferredRows { get; }

    /// <summary>Scores a batch.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <returns>Logits <c>[N,K]</c>.</returns>
    Tensor Score(Tensor inputs, CancellationToken cancellationToken = default);
}
