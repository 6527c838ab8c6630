using MLExplain.Tensors;

namespace MLExplain.Models;

/// <summary>A classifier whose last linear layer can be read and fed: its features, and other weights for it.</summary>
public interface ILastLayerClassifier : IRandomizableClassifier
{
    /// <summary>The last linear layer.</summary>
    /// <exception cref="NotSupportedException">The scores are made in another way; the message says how.</exception>
    LastLayer LastLayer { get; }

    /// <summary>What the last linear layer sees of images; its own weights do not matter.</summary>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="cancellationToken">Stops the run at the next operator.</param>
    /// <returns>One row per image, <c>[N,features]</c>.</returns>
    /// <exception cref="NotSupportedException">There is no such layer.</exception>
    Tensor Features(Tensor inputs, CancellationToken cancellationToken = default);
}
