namespace MLExplain.Saliency;

/// <summary>What integrating along one path gave beside the integral itself.</summary>
/// <param name="Score">The target's logit at the image.</param>
/// <param name="BaselineScore">The target's logit at the baseline.</param>
/// <param name="GradientCalls">Gradient evaluations spent.</param>
/// <param name="Rule">The quadrature and its points.</param>
/// <param name="Converged">Whether an automatic step count reached its tolerance; null for a fixed one.</param>
internal sealed record PathOutcome(double Score, double BaselineScore, int GradientCalls, string Rule, bool? Converged);
