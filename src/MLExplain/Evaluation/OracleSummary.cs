namespace MLExplain.Evaluation;

/// <summary>What maps that know nothing of the model score: a method that scores no better says no more.</summary>
/// <param name="Oracle">One of <see cref="OracleMaps.Names"/>.</param>
/// <param name="Measures">The measures of single maps, in the order of the run.</param>
public sealed record OracleSummary(string Oracle, IReadOnlyList<MeasureSummary> Measures);
