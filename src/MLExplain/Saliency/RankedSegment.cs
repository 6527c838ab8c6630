namespace MLExplain.Saliency;

/// <summary>One segment of a ranking.</summary>
/// <param name="Rank">1 for the most important.</param>
/// <param name="Value">Mean attribution of the segment's pixels, which all of them get in the map.</param>
/// <param name="Pixels">Number of pixels.</param>
public readonly record struct RankedSegment(int Rank, double Value, int Pixels);
