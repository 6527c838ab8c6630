using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>What one method made of an image.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Attribution">Its result; null when it refused the image.</param>
/// <param name="Map">The result's channel sum, signed, <c>[H,W]</c>; null when it refused the image.</param>
/// <param name="Refusal">Why it refused; null when it did not.</param>
public sealed record ComparedMethod(string Method, Attribution? Attribution, Tensor? Map, string? Refusal);
