namespace MLExplain.Evaluation;

/// <summary>One sanity check of a method on a model.</summary>
/// <param name="Measure">Name of the measure, such as <c>parameter-randomisation</c>.</param>
/// <param name="Similarity">How alike maps stayed that should differ; mean over the images, with its interval.</param>
/// <param name="Threshold">The similarity below which the check is passed.</param>
/// <param name="Reason">Why there is no similarity, one sentence; empty when there is one.</param>
public sealed record SanityCheck(string Measure, SimilarityInterval Similarity, double Threshold, string Reason)
{
    /// <summary>Whether the check is passed.</summary>
    public SanityVerdict Verdict => Similarity.Against(Threshold);

    /// <summary>The verdict and the figures behind it, one sentence.</summary>
    public string Summary => Verdict switch
    {
        SanityVerdict.NotEvaluated => $"{Measure}: not evaluated. {Reason}",
        SanityVerdict.Inconclusive when Similarity.Low is null => FormattableString.Invariant($"{Measure}: inconclusive, one similarity of {Similarity.Mean:0.00} has no interval."),
        _ => FormattableString.Invariant(
            $"{Measure}: {Verdict.ToString().ToLowerInvariant()}, similarity {Similarity.Mean:0.00} ({SimilarityInterval.Confidence:0%} interval {Similarity.Low:0.00} to {Similarity.High:0.00}) against {Threshold:0.00}."),
    };

    internal static SanityCheck Of(string measure, IReadOnlyList<MeasureScore> scores, double threshold) => new(
        measure, SimilarityInterval.Of([.. scores.Select(s => s.Value).OfType<double>()]), threshold, scores.FirstOrDefault(s => s.Value is null)?.Reason ?? "No image was given.");
}
