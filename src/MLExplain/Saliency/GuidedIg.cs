using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Guided Integrated Gradients: the gradient integrated along a path that keeps away from noisy directions.</summary>
/// <remarks>
/// A. Kapishnikov, S. Venugopalan, B. Avci, B. Wedin, M. Terry, T. Bolukbasi, "Guided Integrated Gradients: an adaptive path method for
/// removing noise", CVPR 2021, arXiv:2106.09788. From the baseline, each of N steps shortens the L1 distance to the image by 1/N of the
/// whole, moving first the values whose gradient is smallest in magnitude; values that move add their way times the gradient. Values that
/// are equal in image and baseline get 0, and <see cref="GuidedIgOptions.Fraction"/> 1 or <see cref="GuidedIgOptions.MaxDist"/> 0 is
/// Integrated Gradients under the left Riemann rule.
/// <para>
/// A fixed number of steps is PAIR's algorithm to the last digit of float64: the gradient at a step's start counts for the whole step. So
/// the sum can miss F(x) − F(b) by a large part, and by as much as the whole of it on photos, which
/// <see cref="Attribution.Residual"/> and a warning state. A finer path does not mend that: its steps keep choosing the values whose gradient
/// happens to be small where they stand, which it is not where they arrive; on photos under SqueezeNet 1.0 the residual is as large at 800
/// steps as at 200. <see cref="StepCount.Auto"/> therefore takes the published path of 200 steps and integrates along it: every step is a
/// straight chord whose two ends are scored, so that its residual is known, and it is bisected until it is within its share of the
/// tolerance. When the budget of gradients does not suffice, <see cref="Attribution.Converged"/> is false and a warning says so.
/// </para>
/// One path is sequential, but the paths of several images advance together in the model's batches; none depends on another.
/// Memory is about 40 bytes per value for each image in flight, whatever the number of steps.
/// </remarks>
public sealed class GuidedIg : ISaliencyMethod
{
    /// <summary>Steps of the path itself under an automatic step count: the published default.</summary>
    internal const int AutomaticSteps = 200;

    private readonly GuidedIgOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">How the path is chosen; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public GuidedIg(GuidedIgOptions? options = null)
    {
        _options = options ?? new GuidedIgOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "guided-ig";

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default)
    {
        var batch = ExplainedBatch.Open(Name, model, inputs, targets);
        var painter = new BaselinePainter(Name, _options.Baseline, _options.Preprocessing, batch.Shape, _options.Seed);
        var scores = batch.Scores(cancellationToken);
        var results = new Attribution[batch.Count];
        var waiting = 0;
        var inFlight = new List<GuidedRun>();
        do
        {
            for (; waiting < batch.Count && inFlight.Count < batch.PreferredRows; waiting++)
            {
                var image = batch.Image(waiting).ToArray();
                var baseline = painter.Paint(image, sample: 0);
                if (image.AsSpan().SequenceEqual(baseline))
                {
                    results[waiting] = NoWay(batch, waiting, scores[waiting]);
                }
                else
                {
                    inFlight.Add(Run(waiting, image, baseline, scores[waiting]));
                }
            }

            batch.Differentiate(
                inFlight.SelectMany(run => run.Wanted.Select(at => (Run: run, At: at))).ToList(),
                job => job.Run.Image,
                (job, row) => job.Run.Fill(job.At, row),
                (job, logits, gradient) => job.Run.Add(job.At, logits[batch.Target(job.Run.Image)], gradient),
                cancellationToken);

            inFlight.ForEach(run => run.Advance());
            foreach (var run in inFlight.Where(run => run.Wanted.Count == 0))
            {
                results[run.Image] = run.Finish(batch);
            }

            inFlight.RemoveAll(run => run.Wanted.Count == 0);
        }
        while (inFlight.Count > 0 || waiting < batch.Count);

        return results;
    }

    private GuidedRun Run(int index, float[] image, float[] baseline, double score)
    {
        var steps = _options.Steps.IsAuto ? AutomaticSteps : _options.Steps.Count;
        var path = new GuidedPath(image, baseline, steps, _options.Fraction, _options.MaxDist);
        return _options.Steps.IsAuto ? new AutomaticGuidedRun(index, path, score, _options) : new FixedGuidedRun(index, path, score);
    }

    private Attribution NoWay(ExplainedBatch batch, int index, double score) =>
        batch.Attribution(index, new float[batch.Shape.Length], score, gradientCalls: 0) with
        {
            BaselineScore = score,
            Converged = _options.Steps.IsAuto ? true : null,
            Warnings = ["The image is its own baseline, so the map is all zeros."],
        };
}
