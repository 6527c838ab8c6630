namespace MLExplain.Saliency;

/// <summary>Collects finished paths, in any order within an image, and averages them over the image's baselines.</summary>
internal sealed class PathResults(ExplainedBatch batch, int samples)
{
    private readonly Attribution[] _results = new Attribution[batch.Count];
    private readonly Dictionary<int, Pending> _pending = [];

    /// <summary>Adds one path's integral; the paths of an image must come in the order of their samples.</summary>
    /// <param name="path">The finished path.</param>
    /// <param name="integral">∫ ∂F/∂x_i dα, [C,H,W] order.</param>
    /// <param name="outcome">Scores at both ends, and what the integral cost.</param>
    public void Add(StraightPath path, ReadOnlySpan<double> integral, PathOutcome outcome)
    {
        if (!_pending.TryGetValue(path.Image, out var pending))
        {
            _pending[path.Image] = pending = new Pending(new double[path.Length], []);
        }

        if (pending.Outcomes.Count != path.Sample)
        {
            throw new InvalidOperationException($"Baseline {path.Sample} of image {path.Image} finished after {pending.Outcomes.Count} others.");
        }

        path.AddAttribution(integral, 1.0 / samples, pending.Total);
        pending.Outcomes.Add(outcome);
        if (pending.Outcomes.Count == samples)
        {
            _pending.Remove(path.Image);
            _results[path.Image] = Finish(path.Image, pending);
        }
    }

    /// <summary>Adds one path that chose its points itself; in the order of the samples, too.</summary>
    public void Add(AdaptiveStraightPath path) => Add(
        path.Path,
        path.Integrate(),
        new PathOutcome(path.Score, path.BaselineScore, path.Calls, AdaptiveIntegration.Rule, path.Converged));

    public IReadOnlyList<Attribution> ToAttributions() => _results;

    private Attribution Finish(int image, Pending pending)
    {
        var outcomes = pending.Outcomes;
        var values = Array.ConvertAll(pending.Total, value => (float)value);
        return (batch.Attribution(image, values, outcomes[0].Score, outcomes.Sum(outcome => outcome.GradientCalls)) with
        {
            BaselineScore = outcomes.Average(outcome => outcome.BaselineScore),
            Rule = outcomes[0].Rule,
            Warnings = outcomes.TrueForAll(outcome => outcome.Score == outcome.BaselineScore) && Array.TrueForAll(pending.Total, value => value == 0)
                ? ["The map is all zeros: the image equals its baseline, or the score does not move between the two."]
                : [],
            Converged = outcomes.Exists(outcome => outcome.Converged is null) ? null : outcomes.TrueForAll(outcome => outcome.Converged == true),
        }).Judged();
    }

    private sealed record Pending(double[] Total, List<PathOutcome> Outcomes);
}
