using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>An image whose maps are judged.</summary>
/// <param name="Id">Identifier, such as the manifest's.</param>
/// <param name="Input">The image <c>[C,H,W]</c>, network space.</param>
/// <param name="Target">The explained class.</param>
public sealed record EvaluatedImage(string Id, Tensor Input, int Target)
{
    /// <summary>Where the evidence should be, <c>H · W</c> values in row-major order; null when nobody said.</summary>
    public IReadOnlyList<bool>? Mask { get; init; }

    /// <summary>Why there is no mask, one sentence; null when nothing more is known.</summary>
    public string? MaskProblem { get; init; }
}
