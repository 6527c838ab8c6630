namespace MLExplain.Evaluation;

/// <summary>How alike a method's maps stay while the weights become random, layer by layer, by one way of comparing them.</summary>
/// <param name="Similarity">How maps were compared.</param>
/// <param name="Report">One step per layer or block, from the logits down; no step when there was nothing to randomise.</param>
public sealed record RandomisationCurve(SimilarityOptions Similarity, RandomisationReport Report)
{
    /// <summary>The way of comparing in words, such as <c>spearman of magnitudes</c>.</summary>
    public string Name => $"{Similarity.Kind.ToString().ToLowerInvariant()} of {(Similarity.Absolute ? "magnitudes" : "signed values")}";
}
