namespace MLExplain.Benchmarks.Measuring;

/// <summary>Something to time.</summary>
internal sealed record Candidate(string Name, Action Run);
