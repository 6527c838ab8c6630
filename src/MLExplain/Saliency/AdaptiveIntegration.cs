namespace MLExplain.Saliency;

/// <summary>Integrates each path with as many gradients as its own residual asks for.</summary>
/// <remarks>
/// Paths advance together, so that their points share the model's batches; each decides from its own points only, so the result does not
/// depend on which others were in flight. A point's weight changes when a neighbour is added, so gradients are kept until their path
/// is done: memory is bounded by <see cref="KeptBytes"/> plus one path, however many images there are.
/// </remarks>
internal static class AdaptiveIntegration
{
    /// <summary>The quadrature's name in results.</summary>
    public const string Rule = "adaptiveTrapezoid";

    // 256 MiB of kept gradients: dozens of 224x224 paths in flight at the usual 10 to 40 points.
    private const long KeptBytes = 256L << 20;

    /// <summary>Advances all paths until they are done.</summary>
    /// <param name="batch">The images.</param>
    /// <param name="paths">The paths, made when there is room for them.</param>
    /// <param name="finished">Receives each path when it is done, in order.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    public static void Run(ExplainedBatch batch, IEnumerable<AdaptivePath> paths, Action<AdaptivePath> finished, CancellationToken cancellationToken)
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
                    inFlight.Enqueue(waiting.Current);
                    jobs.AddRange(Jobs(waiting.Current));
                }
            }

            batch.Differentiate(
                jobs,
                job => job.Path.Image,
                (job, row) => job.Path.Fill(job.At, row),
                (job, logits, gradient) => job.Path.Add(job.At, logits[batch.Target(job.Path.Image)], gradient),
                cancellationToken);

            foreach (var path in jobs.Select(job => job.Path).Distinct())
            {
                path.Advance();
            }

            // In the order of the paths, so that the average over baselines is summed in one order.
            while (inFlight.TryPeek(out var path) && path.IsDone)
            {
                finished(inFlight.Dequeue());
            }
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
                jobs.AddRange(Jobs(path));
            }
        }

        return jobs;
    }

    private static IEnumerable<Job> Jobs(AdaptivePath path) => path.Wanted.Select(at => new Job(path, at));

    private static bool HasRoom(Queue<AdaptivePath> inFlight, int newRows, ExplainedBatch batch) =>
        inFlight.Count == 0
        || (inFlight.Sum(path => (long)path.Calls) + newRows) * inFlight.Peek().TensorsPerPoint * batch.Shape.Length * sizeof(float) <= KeptBytes;

    private readonly record struct Job(AdaptivePath Path, double At);
}
