namespace MLExplain.Saliency;

/// <summary>XRAI's result: the map, and the ranking of segments it draws.</summary>
public sealed record XraiAttribution : Attribution
{
    /// <summary>The segments, best first, and every pixel's.</summary>
    public required SegmentRanking Ranking { get; init; }
}
