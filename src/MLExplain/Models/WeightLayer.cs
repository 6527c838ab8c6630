namespace MLExplain.Models;

/// <summary>A layer with weights: a convolution or linear layer with its bias and the normalisation behind it, or a normalisation of its own.</summary>
/// <param name="Name">Name of its first node, or of that node's output where the file leaves the node unnamed.</param>
/// <param name="Operator">Operator of its first node, such as <c>Conv</c>.</param>
/// <param name="Weights">Its weights, in the order the layer applies them.</param>
public sealed record WeightLayer(string Name, string Operator, IReadOnlyList<WeightTensor> Weights);
