namespace MLExplain.Evaluation;

/// <summary>How two maps of one image are compared.</summary>
public enum SimilarityKind
{
    /// <summary>Spearman's rank correlation of the pixels, −1..1.</summary>
    Spearman,

    /// <summary>Structural similarity of the maps as pictures scaled to 0..1, −1..1.</summary>
    Ssim,

    /// <summary>Spearman's rank correlation of the maps' histograms of oriented gradients, −1..1.</summary>
    Hog,
}
