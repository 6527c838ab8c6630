using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Integrates with a rule fixed in advance: one running sum per path, whatever the number of steps.</summary>
internal sealed class FixedIntegration(Quadrature quadrature, int steps)
{
    private static readonly int[] ImageThenBaseline = [1, 0];
    private static readonly int[] BaselineOnly = [0];

    private readonly QuadratureRule _rule = QuadratureRule.Create(quadrature, steps);

    public void Run(ExplainedBatch batch, IEnumerable<StraightPath> paths, PathResults results, CancellationToken cancellationToken)
    {
        var scores = ScoreEnds(batch, paths, cancellationToken);
        var name = $"{OptionText.Of(quadrature)} {steps}";
        double[] integral = [];

        // Paths are painted again rather than kept: a baseline costs far less than the steps on it, and memory stays flat.
        var jobs =
            from path in paths
            from step in Enumerable.Range(0, steps)
            select new Job(path, step);

        batch.Differentiate(
            jobs,
            job => job.Path.Image,
            (job, row) => job.Path.Fill(_rule.Points[job.Step], row),
            (job, _, gradient) =>
            {
                integral = job.Step == 0 ? new double[gradient.Length] : integral;
                Accumulate(gradient, _rule.Weights[job.Step], integral);
                if (job.Step == steps - 1)
                {
                    var (score, baselineScore) = scores[(job.Path.Image, job.Path.Sample)];
                    results.Add(job.Path, integral, new PathOutcome(score, baselineScore, steps, name, Converged: null));
                }
            },
            cancellationToken);
    }

    private static Dictionary<(int Image, int Sample), (double Score, double BaselineScore)> ScoreEnds(
        ExplainedBatch batch, IEnumerable<StraightPath> paths, CancellationToken cancellationToken)
    {
        // One forward row per image and one per baseline.
        var ends =
            from path in paths
            from alpha in path.Sample == 0 ? ImageThenBaseline : BaselineOnly
            select (Path: path, Alpha: alpha);

        var scores = new Dictionary<(int, int), (double Score, double BaselineScore)>();
        var score = 0.0;
        batch.Score(
            ends,
            (end, row) => end.Path.Fill(end.Alpha, row),
            (end, logits) =>
            {
                var logit = batch.Finite(logits[batch.Target(end.Path.Image)], end.Path.Image);
                if (end.Alpha == 1)
                {
                    score = logit;
                }
                else
                {
                    scores[(end.Path.Image, end.Path.Sample)] = (score, logit);
                }
            },
            cancellationToken);
        return scores;
    }

    private static void Accumulate(ReadOnlySpan<float> gradient, double weight, Span<double> integral)
    {
        for (var i = 0; i < gradient.Length; i++)
        {
            integral[i] += weight * gradient[i];
        }
    }

    private readonly record struct Job(StraightPath Path, int Step);
}
