using System.Globalization;

namespace MLExplain.Saliency;

/// <summary>When an attribution's sum is as near to the score's difference as it should be, and what is said when it is not.</summary>
internal static class ResidualLimit
{
    // Scores are float32 after millions of operations; a residual below this share of them is rounding.
    private const double ScoreResolution = 1e-5;

    // A fixed number of steps that misses a tenth of the difference no longer explains the score.
    private const double NotableShare = 0.1;

    /// <summary>The largest residual an automatic step count accepts.</summary>
    /// <param name="tolerance">Share of the difference of the scores.</param>
    /// <param name="difference">F(x) − F(baseline).</param>
    /// <param name="largestScore">Largest |F| along the path.</param>
    public static double Accepted(double tolerance, double difference, double largestScore) =>
        (tolerance * Math.Abs(difference)) + (ScoreResolution * largestScore);

    /// <summary>The attribution, with a warning if its residual is too large to be overlooked.</summary>
    /// <param name="attribution">The result.</param>
    /// <param name="cause">What was too little at a fixed count.</param>
    /// <param name="advice">The way out then.</param>
    public static Attribution Judged(this Attribution attribution, string cause = "Too few steps", string advice = "steps: auto takes as many as are needed")
    {
        if (attribution is not { Residual: { } residual, BaselineScore: { } baseline })
        {
            return attribution;
        }

        var difference = attribution.Score - baseline;
        var miss = $"the attribution sums to {Short(attribution.Sum)} but the score differs from the baseline's by {Short(difference)}";
        var warning = attribution.Converged switch
        {
            false => $"steps: auto ended short of its tolerance after {attribution.GradientCalls.ToString(CultureInfo.InvariantCulture)} gradients: {miss}.",
            null when Math.Abs(residual) > Accepted(NotableShare, difference, Math.Max(Math.Abs(attribution.Score), Math.Abs(baseline)))
                => $"{cause}: {miss}; {advice}.",
            _ => null,
        };
        return warning is null ? attribution : attribution with { Warnings = [.. attribution.Warnings, warning] };
    }

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
