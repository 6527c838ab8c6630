namespace MLExplain.Audit.Trend;

/// <summary>One gate of one past run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Gate">The gate.</param>
public sealed record TrendPoint(TrendRun Run, PastGate Gate);
