using System.Globalization;

namespace MLExplain.Saliency;

/// <summary>What a LIME explanation says of itself.</summary>
internal static class LimeReport
{
    // Below, the surrogate leaves more of the score's variation than it explains.
    private const double LeastR2 = 0.5;

    public static IEnumerable<AttributionFigure> Figures(LimeAttribution lime)
    {
        yield return new("segments", lime.Segments.Count);
        yield return new("intercept", lime.Intercept);
        yield return new("localPrediction", lime.LocalPrediction);
        if (lime.WeightedR2 is { } linear)
        {
            yield return new("weightedR2", linear);
        }

        if (lime.InteractionR2 is { } pairs)
        {
            yield return new("interactionR2", pairs);
        }
    }

    /// <param name="lime">The explanation.</param>
    /// <param name="kept">Number of superpixels with a coefficient.</param>
    /// <param name="weights">The samples' weights.</param>
    public static IEnumerable<string> Warnings(LimeAttribution lime, int kept, double[] weights)
    {
        if (lime.Segments.Count == 1)
        {
            yield return SuperpixelCutter.SingleWarning;
        }

        if (lime.WeightedR2 is not { } fit)
        {
            yield return "hiding superpixels does not change the score, so all coefficients are 0: explain the logit, or choose another replacement or a coarser segmentation.";
            yield break;
        }

        if (lime.Segments.Count == 1)
        {
            yield break;
        }

        // L. Kish's effective sample size, Survey Sampling, 1965: how many samples of equal weight would tell as much.
        var effective = Math.Pow(weights.Sum(), 2) / weights.Sum(weight => weight * weight);
        if (effective < kept + 1)
        {
            yield return FormattableString.Invariant(
                $"the weighted samples are worth {effective:F0} but {kept + 1} numbers are fitted, so the penalty decides them: take more samples, a wider kernel or fewer superpixels.");
        }

        if (fit < LeastR2)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the linear surrogate explains only {fit:F2} of the score's variation (weighted R2): do not trust its coefficients{Pair(lime, fit)}.");
        }
    }

    private static string Pair(LimeAttribution lime, double linear) => lime.InteractionR2 is { } fit && fit > linear
        ? FormattableString.Invariant($"; superpixels {lime.Interactions[0].First} and {lime.Interactions[0].Second} act together, and with products of pairs it is {fit:F2}")
        : "";
}
