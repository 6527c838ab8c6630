namespace MLExplain.Evaluation;

/// <summary>One point of the curve behind a measure's value.</summary>
/// <param name="X">What was varied, such as the share of the pixels removed.</param>
/// <param name="Y">What was measured there.</param>
public readonly record struct CurvePoint(double X, double Y);
