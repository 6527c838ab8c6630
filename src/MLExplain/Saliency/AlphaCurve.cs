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

    /// <summary>Smallest change of the probability from baseline to image that <see cref="SaturationAlpha"/> describes: 0.1.</summary>
    /// <remarks>Below, the baseline is about as sure as the image: 95 % of such a change is a wiggle, not the end of a rise.</remarks>
    public const double SmallestChange = 0.1;

    /// <summary>The explained class.</summary>
    public required int Target { get; init; }

    /// <summary>The points, α ascending from 0 to 1, equally spaced.</summary>
    public required IReadOnlyList<AlphaPoint> Points { get; init; }

    /// <summary>
    /// Smallest α at which the probability has made <see cref="SaturationFraction"/> of its change from baseline to image, interpolated
    /// linearly between points; null when the probability changes by <see cref="SmallestChange"/> or less. A probability that overshoots and returns counts from the
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
