namespace MLExplain.Saliency;

/// <summary>How <see cref="Occlusion"/> joins the windows that cover the same pixel.</summary>
public enum OcclusionOverlap
{
    /// <summary>Mean of the drops: pixels near the border, which fewer windows cover, count as much as others.</summary>
    Mean,

    /// <summary>Sum of the drops, as in PAIR's implementation.</summary>
    Sum,
}
