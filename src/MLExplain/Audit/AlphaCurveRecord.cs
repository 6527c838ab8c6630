using MLExplain.Saliency;

namespace MLExplain.Audit;

/// <summary>How one image's score grows along the straight path from the baseline to the image.</summary>
/// <param name="Id">The image.</param>
/// <param name="Target">Name of the followed class.</param>
/// <param name="Alphas">Positions on the path, 0 at the baseline, 1 at the image.</param>
/// <param name="Logits">The class's logit at each position.</param>
/// <param name="Probabilities">Its probability at each position, 0..1.</param>
/// <param name="Cumulative">Sum of the attribution gathered up to each position, in logits.</param>
/// <param name="SaturationAlpha">Smallest position from which the probability has made nearly all of its change; null when it changes little.</param>
public sealed record AlphaCurveRecord(
    string Id,
    string Target,
    IReadOnlyList<double> Alphas,
    IReadOnlyList<double> Logits,
    IReadOnlyList<double> Probabilities,
    IReadOnlyList<double> Cumulative,
    double? SaturationAlpha)
{
    /// <summary>A curve as its record.</summary>
    /// <param name="id">The image.</param>
    /// <param name="target">Name of the followed class.</param>
    /// <param name="curve">The curve.</param>
    public static AlphaCurveRecord Of(string id, string target, AlphaCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return new(
            id,
            target,
            [.. curve.Points.Select(p => p.Alpha)],
            [.. curve.Points.Select(p => p.Logit)],
            [.. curve.Points.Select(p => p.Probability)],
            [.. curve.Points.Select(p => p.CumulativeAttribution)],
            curve.SaturationAlpha);
    }
}
