using System.Numerics.Tensors;

namespace MLExplain.Tensors;

/// <summary>Probabilities from logits, safe for logits of any size.</summary>
public static class Softmax
{
    /// <summary>Softmax of one row: p_k = e^(z_k − max z) / Σ_j e^(z_j − max z).</summary>
    /// <param name="logits">The scores of one image, one per class; at least one.</param>
    /// <param name="destination">Receives the probabilities; same length, may be the same memory.</param>
    public static void Apply(ReadOnlySpan<float> logits, Span<float> destination)
    {
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), destination);
        TensorPrimitives.Exp(destination, destination);
        TensorPrimitives.Divide(destination, TensorPrimitives.Sum(destination), destination);
    }
}
