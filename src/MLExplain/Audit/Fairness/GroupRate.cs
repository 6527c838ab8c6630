namespace MLExplain.Audit.Fairness;

/// <summary>One rate of one group.</summary>
/// <param name="Attribute">The attribute, or several joined by " &amp; "; empty for all records together.</param>
/// <param name="Group">The group; empty for all records together.</param>
/// <param name="Class">The class held against all others; empty where all classes count at once.</param>
/// <param name="Metric">Name of the rate, one of <see cref="RateMetrics"/>.</param>
/// <param name="Rate">The rate.</param>
/// <param name="Count">Records of the group.</param>
public sealed record GroupRate(string Attribute, string Group, string Class, string Metric, Rate Rate, long Count);
