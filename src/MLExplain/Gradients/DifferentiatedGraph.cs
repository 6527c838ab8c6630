using MLExplain.Onnx;

namespace MLExplain.Gradients;

/// <summary>A model with its backward pass appended: an ordinary ONNX model.</summary>
/// <param name="Model">The model; its outputs are the target, the also-outputs, then the gradients.</param>
/// <param name="SeedName">Graph input that weights the target's elements; it has the target's shape <c>[N,K]</c>.</param>
/// <param name="Gradients">For each requested tensor, the name of the graph output that holds its gradient.</param>
public sealed record DifferentiatedGraph(OnnxModel Model, string SeedName, IReadOnlyDictionary<string, string> Gradients);
