namespace MLExplain.Saliency;

/// <summary>One point of an <see cref="AlphaCurve"/>.</summary>
/// <param name="Alpha">Share of the way from the baseline (0) to the image (1).</param>
/// <param name="Logit">The target's logit at that point.</param>
/// <param name="Probability">The target's probability there, 0..1, through the model's <see cref="Models.ScoreLink"/>.</param>
/// <param name="CumulativeAttribution">
/// Sum of the attribution gathered up to there: the trapezoid rule on the directional derivative over the points so far.
/// Where the points are dense it follows <c>Logit − Logit(0)</c>; the gap is the quadrature's error.
/// </param>
public readonly record struct AlphaPoint(double Alpha, double Logit, double Probability, double CumulativeAttribution);
