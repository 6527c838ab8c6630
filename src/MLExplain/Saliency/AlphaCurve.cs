namespace MLExplain.Saliency;

/// <summary>How one class's score rises along the line from the baseline to the image, and how early it saturates.</summary>
/// <remarks>
/// M. Sundararajan, A. Taly, Q. Yan, "Gradients of counterfactuals", 2016, arXiv:1611.02639, show that probabilities saturate close to the
/// baseline, where the gradient at the image no longer sees the features: the reason for integrating.
/// </remarks>
public sealed record AlphaCurve
{
    /// <summary>Share of the whole change that counts as "made" in <see cref="SaturationAlpha"/>: 0.95.</summary>
    public const double SaturationFraction = 0.95;

    // A probability that moves by less is flat: float32 logits cannot tell it from rounding.
    private const double SmallestChange = 1e-6;

    /// <summary>The explained class.</summary>
    public required int Target { get; init; }

    /// <summary>The points, α ascending from 0 to 1, equally spaced.</summary>
    public required IReadOnlyList<AlphaPoint> Points { get; init; }

    /// <summary>
    /// Smallest α at which the probability has made <see cref="SaturationFraction"/> of its change from baseline to image, interpolated
    /// linearly between points; null when the probability hardly changes (by 1e-6 or less). A probability that overshoots and returns counts from the
    /// first crossing. Close to 0 means that most of the path explains nothing but saturation; a linear probability has 0.95.
    /// </summary>
    public double? SaturationAlpha
    {
        get
        {
            var first = Points[0].Probability;
            var change = Points[^1].Probability - first;
            if (Math.Abs(change) <= SmallestChange)
            {
                return null;
            }

            var k = 1;
            while (k < Points.Count - 1 && Made(k) < SaturationFraction)
            {
                k++;
            }

            var share = (SaturationFraction - Made(k - 1)) / (Made(k) - Made(k - 1));
            return Points[k - 1].Alpha + (share * (Points[k].Alpha - Points[k - 1].Alpha));

            double Made(int point) => (Points[point].Probability - first) / change;
        }
    }
}
