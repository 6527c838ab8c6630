using MLExplain.Saliency;

namespace MLExplain.Cli.Commands;

/// <summary>An attribution, with what the model says of its class.</summary>
/// <param name="Attribution">The attribution.</param>
/// <param name="Name">Name of the class in the model's metadata; null where it has none.</param>
/// <param name="Probability">Probability of the class at the image, by the model's own link.</param>
internal sealed record Explained(Attribution Attribution, string? Name, float Probability);
