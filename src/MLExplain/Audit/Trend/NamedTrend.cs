namespace MLExplain.Audit.Trend;

/// <summary>The runs of one name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Runs">The runs, in order of time.</param>
/// <param name="Gates">Every gate that any of them asked: errors before warnings, those that failed last first.</param>
public sealed record NamedTrend(string Name, IReadOnlyList<TrendRun> Runs, IReadOnlyList<TrendGate> Gates);
