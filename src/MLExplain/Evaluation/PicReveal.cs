namespace MLExplain.Evaluation;

/// <summary>What a share means to <see cref="Pic"/>.</summary>
public enum PicReveal
{
    /// <summary>A quantile of the map's values: every pixel at or above it is revealed, all that tie with it too, as in PAIR's code.</summary>
    Pixels,

    /// <summary>
    /// A share of the picture's area: the highest regions are revealed whole, as many as fit, and the highest in any case, as XRAI's top region
    /// (<see cref="Saliency.SegmentRanking.TopRegion"/>). A region is the pixels of one value; where no two are equal, each pixel is one.
    /// </summary>
    Area,
}
