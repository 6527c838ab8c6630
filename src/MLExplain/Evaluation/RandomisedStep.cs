namespace MLExplain.Evaluation;

/// <summary>One step of a randomisation: which layers it randomised, and how like the trained network's maps its maps are.</summary>
/// <param name="Layers">Names of the layers it randomised, from the logits down; a cascade's earlier layers are random too.</param>
/// <param name="Similarity">Mean over the images, with its interval.</param>
/// <param name="Missing">Number of maps that could not be compared, of all images and draws.</param>
public sealed record RandomisedStep(IReadOnlyList<string> Layers, SimilarityInterval Similarity, int Missing);
