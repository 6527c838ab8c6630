namespace MLExplain.Benchmarks.Networks;

/// <summary>A weight array, copied unchanged to both libraries.</summary>
internal sealed record Parameter(int[] Shape, float[] Values);
