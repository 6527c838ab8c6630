namespace MLExplain.Audit.Fairness;

/// <summary>Records that no rate counts.</summary>
/// <param name="Reason"><c>missing_label</c>, <c>missing_prediction</c> or <c>unknown_class</c>.</param>
/// <param name="Count">How many; a record is counted under the first reason that holds.</param>
public sealed record ExcludedRecords(string Reason, int Count);
