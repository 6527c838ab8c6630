namespace MLExplain.Audit.Fairness;

/// <summary>One rate of one group if scores at or above a threshold counted as positive.</summary>
/// <param name="Attribute">The attribute; empty for all records together.</param>
/// <param name="Group">The group; empty for all records together.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Metric">Name of the rate, one of <see cref="RateMetrics"/>.</param>
/// <param name="Rate">The rate.</param>
public sealed record ThresholdRate(string Attribute, string Group, double Threshold, string Metric, Rate Rate);
