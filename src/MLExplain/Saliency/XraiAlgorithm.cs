namespace MLExplain.Saliency;

/// <summary>How <see cref="Xrai"/> picks the next region.</summary>
public enum XraiAlgorithm
{
    /// <summary>The region whose pixels not yet covered have the highest mean now, again and again: the paper's.</summary>
    Full,

    /// <summary>Regions sorted once by the mean over all their pixels; cheaper, and pixels that two regions share go to the first.</summary>
    Fast,
}
