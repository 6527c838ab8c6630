using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>RISE: the mean score of randomly masked images, for each pixel over the masks that show it. Needs scores only.</summary>
/// <remarks>
/// S(λ) = E[F(x ⊙ M) M(λ)] / E[M(λ)] = E[F | M(λ) = 1] for binary masks. V. Petsiuk, A. Das, K. Saenko, "RISE: Randomized input sampling
/// for explanation of black-box models", BMVC 2018, arXiv:1806.07421, equations 4 to 6 and §3.2. By default the mean score E[F] is
/// subtracted: the map <c>[H,W]</c> is positive where showing a pixel raises the score. Its sum means nothing;
/// <see cref="Attribution.BaselineScore"/> is null.
/// <para>
/// The figure <c>standardError</c> says how far other masks would move the map: the root mean square over its pixels of their standard
/// errors, in the map's unit. Differences between pixels that are not some times larger are the masks' noise; four times as many halve it.
/// </para>
/// <para>
/// Masks are streamed: memory is two sums per pixel and one mask per row of the model's batch, however many masks there are.
/// Differs from the reference, which divides by N p and subtracts nothing: here by the masks' own sum per pixel, so that a score that never
/// changes gives a constant map instead of the masks' noise. Subtracting a constant leaves the ranking of the pixels as it is.
/// </para>
/// </remarks>
public sealed class Rise : ISaliencyMethod
{
    private readonly RiseOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Masks and replacement; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Rise(RiseOptions? options = null)
    {
        _options = options ?? new RiseOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "rise";

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IClassifier model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [model.InputShape.Height, model.InputShape.Width];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default)
    {
        var batch = ExplainedBatch.Open(Name, model, inputs, targets);
        var painter = new BaselinePainter(Name, _options.Replacement ?? Baseline.Zero, _options.Preprocessing, batch.Shape, _options.Seed);
        var results = new Attribution[batch.Count];

        // The image itself comes first, without a mask, for the score it had.
        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            let run = Begin(batch, painter, image)
            from mask in Enumerable.Range(0, _options.Samples + 1)
            select (Run: run, Mask: mask == 0 ? null : run.Draw(), IsLast: mask == _options.Samples);

        batch.Score(
            jobs,
            (job, row) =>
            {
                if (job.Mask is { } mask)
                {
                    job.Run.Fill(mask, row);
                }
                else
                {
                    batch.Image(job.Run.Image).CopyTo(row);
                }
            },
            (job, logits) =>
            {
                var score = batch.Output(_options.Output, logits, job.Run.Image);
                if (job.Mask is { } mask)
                {
                    job.Run.Add(mask, score);
                }
                else
                {
                    job.Run.Logit = logits[batch.Target(job.Run.Image)];
                }

                if (job.IsLast)
                {
                    results[job.Run.Image] = Finish(batch, job.Run);
                }
            },
            cancellationToken);
        return results;
    }

    private RiseRun Begin(ExplainedBatch batch, BaselinePainter painter, int image)
    {
        var (_, height, width) = batch.Shape;
        var replacement = painter.Paint(batch.Image(image), sample: 0);
        var difference = new float[replacement.Length];
        TensorPrimitives.Subtract(batch.Image(image), replacement, difference);
        var masks = new RiseMasks(height, width, _options.Cells, _options.Probability, ContentSeed.Derive(_options.Seed, sample: 0, batch.Image(image)));
        return new RiseRun(image, difference, replacement, masks, height, width);
    }

    private Attribution Finish(ExplainedBatch batch, RiseRun run)
    {
        var map = run.Map(_options.Center);
        return batch.Attribution(run.Image, new Tensor([batch.Shape.Height, batch.Shape.Width], map), run.Logit, gradientCalls: 0) with
        {
            ScoreCalls = _options.Samples,
            Warnings = FlatScores.Are(run.Smallest, run.Largest)
                ? ["no mask changes the score, so the map says nothing: explain the logit, or choose another replacement."]
                : [],
            Figures =
            [
                new("masks", _options.Samples),
                new("mapRange", map.Max() - (double)map.Min()),
                .. run.Error.Rms(_options.Center) is { } error ? [new AttributionFigure("standardError", error)] : Array.Empty<AttributionFigure>(),
            ],
        };
    }
}
