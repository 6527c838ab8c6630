namespace MLExplain.Saliency;

/// <summary>Integrates each path with as many gradients as its own residual asks for.</summary>
/// <remarks>
/// Paths advance together, so that their points share the model's batches; each decides from its own points only, so the result does not
/// depend on which others were in flight. A point's weight changes when a neighbour is added, so gradients are kept until their path
/// is done: memory is bounded by <see cref="GradientBudget"/> plus one path, however many images there are.
/// </remarks>
internal sealed class AdaptiveIntegration(double tolerance, int maxSteps)
{
    /// <summary>The quadrature's name in results.</summary>
    public const string Rule = "adaptiveTrapezoid";

    // 256 MiB of kept gradients: dozens of 224x224 paths in flight at the usual 10 to 40 points.
    private const long GradientBudget = 256L << 20;

    public void Run(ExplainedBatch batch, IEnumerable<StraightPath> paths, PathResults results, CancellationToken cancellationToken)
    {
        var inFlight = new Queue<AdaptivePath>();
        using var waiting = paths.GetEnumerator();
        var more = true;
        do
        {
            var jobs = Round(inFlight, batch);
            while (more && jobs.Count < batch.PreferredRows && HasRoom(inFlight, jobs.Count, batch))
            {
                more = waiting.MoveNext();
                if (more)
                {
                    var path = new AdaptivePath(waiting.Current, tolerance, maxSteps);
                    inFlight.Enqueue(path);
                    jobs.AddRange(path.Wanted.Select(alpha => new Job(path, alpha)));
                }
            }

            batch.Differentiate(
                jobs,
                job => job.Path.Path.Image,
                (job, row) => job.Path.Path.Fill(job.Alpha, row),
                (job, logits, gradient) => job.Path.Add(job.Alpha, logits[batch.Target(job.Path.Path.Image)], gradient),
                cancellationToken);

            foreach (var path in jobs.Select(job => job.Path).Distinct())
            {
                path.Advance();
            }

            HandOver(inFlight, results);
        }
        while (more || inFlight.Count > 0);
    }

    // The oldest path always advances; the others only while their gradients fit.
    private static List<Job> Round(Queue<AdaptivePath> inFlight, ExplainedBatch batch)
    {
        var jobs = new List<Job>();
        foreach (var path in inFlight)
        {
            if (jobs.Count == 0 || HasRoom(inFlight, jobs.Count + path.Wanted.Count, batch))
            {
                jobs.AddRange(path.Wanted.Select(alpha => new Job(path, alpha)));
            }
        }

        return jobs;
    }

    private static bool HasRoom(Queue<AdaptivePath> inFlight, int newRows, ExplainedBatch batch) =>
        inFlight.Count == 0 || (inFlight.Sum(path => (long)path.Calls) + newRows) * batch.Shape.Length * sizeof(float) <= GradientBudget;

    // In the order of the paths, so that the average over baselines is summed in one order.
    private static void HandOver(Queue<AdaptivePath> inFlight, PathResults results)
    {
        while (inFlight.TryPeek(out var path) && path.IsDone)
        {
            inFlight.Dequeue();
            results.Add(
                path.Path,
                path.Integrate(),
                new PathOutcome(path.Score, path.BaselineScore, path.Calls, Rule, path.Converged));
        }
    }

    private readonly record struct Job(AdaptivePath Path, double Alpha);
}
