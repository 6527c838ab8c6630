namespace MLExplain.Audit.Fairness;

/// <summary>What is known of the records' scores.</summary>
/// <param name="Known">Records with a finite score.</param>
/// <param name="Missing">Records without one.</param>
/// <param name="OutsideUnit">Known scores below 0 or above 1: with any, scores are no probabilities and calibration is not measured.</param>
public sealed record ScoreSummary(int Known, int Missing, int OutsideUnit);
