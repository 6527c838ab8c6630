using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>An image in which a region is to be changed.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Input">The image <c>[C,H,W]</c>, network space.</param>
/// <param name="Region">Which of the H · W pixels, row-major, belong to the region; none where the image is free of it; null where nobody knows.</param>
public sealed record CounterfactualImage(string Id, Tensor Input, IReadOnlyList<bool>? Region)
{
    internal bool Has => Region?.Contains(true) == true;

    internal bool IsFree => Region?.Contains(true) == false;
}
