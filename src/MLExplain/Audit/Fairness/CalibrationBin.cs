namespace MLExplain.Audit.Fairness;

/// <summary>Scores of a range, and how often what they speak of was true.</summary>
/// <param name="Lower">Least score, inclusive.</param>
/// <param name="Upper">Largest score, exclusive but for the last bin.</param>
/// <param name="Count">Records.</param>
/// <param name="MeanScore">Their mean score; null without records.</param>
/// <param name="Accuracy">Share of them where it was true; null without records.</param>
public sealed record CalibrationBin(double Lower, double Upper, long Count, double? MeanScore, double? Accuracy);
