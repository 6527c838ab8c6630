namespace MLExplain.Evaluation;

/// <summary>What parameter randomisation found for a method on a model.</summary>
/// <param name="Steps">One row per randomised layer or block, from the logits down; the trained network itself is not among them.</param>
/// <param name="Overall">What is judged: the last step of a cascade, the mean of all steps of independent randomisation.</param>
/// <param name="Threshold">The similarity it is judged against.</param>
/// <param name="Images">Each image's own score, in order.</param>
public sealed record RandomisationReport(
    IReadOnlyList<RandomisedStep> Steps, SimilarityInterval Overall, double Threshold, IReadOnlyList<MeasureScore> Images)
{
    /// <summary>Whether the method's maps depend on the weights.</summary>
    public SanityVerdict Verdict => Overall.Against(Threshold);
}
