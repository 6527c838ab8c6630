namespace MLExplain.Audit.Analysis;

/// <summary>Something that an audit could not measure.</summary>
/// <param name="Section">The part of the audit: <c>fairness</c>, <c>attention</c>, <c>associations</c>, <c>clusters</c>, <c>slices</c>, <c>interventions</c> or <c>trust</c>.</param>
/// <param name="Subject">What it is about, such as an attribute or a region.</param>
/// <param name="Count">How many numbers or images are missing.</param>
/// <param name="Reason">Why, one sentence.</param>
public sealed record UnmeasuredItem(string Section, string Subject, long Count, string Reason);
