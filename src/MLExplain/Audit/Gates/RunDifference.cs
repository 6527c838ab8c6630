namespace MLExplain.Audit.Gates;

/// <summary>What changed between two runs.</summary>
/// <param name="Part">The part of the run.</param>
/// <param name="Sentence">The change in one sentence.</param>
public sealed record RunDifference(RunPart Part, string Sentence);
