using MathNet.Numerics.Distributions;

namespace MLExplain.Evaluation;

/// <summary>A mean of similarities, and where it may lie.</summary>
/// <param name="Mean">Their mean; null when there are none.</param>
/// <param name="Low">Lower end of the interval, at least −1; null for fewer than two values.</param>
/// <param name="High">Upper end, at most 1; null for fewer than two values.</param>
/// <param name="Count">Number of independent values: images, or the draws of a single image.</param>
public sealed record SimilarityInterval(double? Mean, double? Low, double? High, int Count)
{
    /// <summary>Confidence of the interval.</summary>
    public const double Confidence = 0.95;

    /// <summary>Student's t interval: mean ± t · s / √n.</summary>
    internal static SimilarityInterval Of(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
        {
            return new(values.Count == 0 ? null : values[0], null, null, values.Count);
        }

        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        var half = StudentT.InvCDF(0, 1, values.Count - 1, (1 + Confidence) / 2) * deviation / Math.Sqrt(values.Count);
        return new(mean, Math.Max(-1, mean - half), Math.Min(1, mean + half), values.Count);
    }

    /// <summary>Whether the similarity is below a threshold.</summary>
    /// <param name="threshold">The threshold.</param>
    public SanityVerdict Against(double threshold) => this switch
    {
        { Mean: null } => SanityVerdict.NotEvaluated,
        { High: { } high } when high < threshold => SanityVerdict.Passes,
        { Low: { } low } when low >= threshold => SanityVerdict.Fails,
        _ => SanityVerdict.Inconclusive,
    };
}
