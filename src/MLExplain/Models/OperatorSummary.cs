namespace MLExplain.Models;

/// <summary>One kind of operator between the image and the logits.</summary>
/// <param name="Name">ONNX operator.</param>
/// <param name="Count">How many nodes.</param>
/// <param name="HasRule">Whether the table has a gradient rule for it; without one the model can only be explained as a black box.</param>
public sealed record OperatorSummary(string Name, int Count, bool HasRule);
