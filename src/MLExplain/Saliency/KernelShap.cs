using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>KernelSHAP: Shapley values of superpixels, which share F(x) − F(all hidden) among them. Needs scores only.</summary>
/// <remarks>
/// S. Lundberg, S.-I. Lee, "A unified approach to interpreting model predictions", NeurIPS 2017, arXiv:1705.07874, theorem 2: the regression
/// with the Shapley kernel. Coalitions come in complementary pairs, sizes that the budget covers are enumerated, and with all coalitions the
/// values are exact. The map <c>[H,W]</c> spreads each value evenly over its superpixel's pixels, so that it sums to F(x) − F(all hidden) as
/// gradient methods' do: <see cref="Attribution.Residual"/> is float32 rounding. Results are <see cref="KernelShapAttribution"/>s.
/// <para>
/// The figure <c>standardError</c> says how far other coalitions would move the values: the root mean square over the superpixels of their
/// standard errors, in logits, 0 where every coalition was scored. Differences between superpixels that are not some times larger are the
/// draw's noise; four times as many samples about halve it. It is not given where fewer pairs of coalitions were drawn
/// than there are superpixels.
/// </para>
/// <para>
/// Differs from the reference: no superpixel is eliminated to satisfy the constraint, no coefficient is set to zero by a lasso, drawn
/// coalitions are not merged, and the seed follows the image's content.
/// </para>
/// </remarks>
public sealed class KernelShap : ISaliencyMethod
{
    private readonly KernelShapOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Superpixels and coalitions; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public KernelShap(KernelShapOptions? options = null)
    {
        _options = options ?? new KernelShapOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "kernel-shap";

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
        var cutter = new SuperpixelCutter(Name, _options.Segmentation, _options.Replacement, _options.Preprocessing, batch.Shape, _options.Seed);
        var results = new Attribution[batch.Count];

        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            let superpixels = cutter.Cut(batch.Image(image), image, cancellationToken)
            let coalitions = ShapleyCoalitions.Choose(superpixels.Count, _options.Samples, ContentSeed.Derive(_options.Seed, sample: 0, batch.Image(image)))
            let run = new Run(image, superpixels, coalitions, new double[coalitions.Samples.Count])
            from sample in Enumerable.Range(0, coalitions.Samples.Count)
            select (Run: run, Sample: sample);

        batch.Score(
            jobs,
            (job, row) => job.Run.Superpixels.Fill(job.Run.Coalitions.Samples, job.Sample, row),
            (job, logits) =>
            {
                var (run, sample) = job;
                run.Scores[sample] = batch.Output(ExplainedOutput.Logit, logits, run.Image);
                if (sample == run.Scores.Length - 1)
                {
                    results[run.Image] = Explain(batch, run);
                }
            },
            cancellationToken);
        return results;
    }

    private static KernelShapAttribution Explain(ExplainedBatch batch, Run run)
    {
        var (segments, scores) = (run.Superpixels.Segments, run.Scores);
        var (values, rank, error) = ShapleyRegression.Solve(run.Coalitions, scores);
        var density = values.Zip(segments.Sizes(), (value, size) => value / size).ToArray();
        var map = batch.Attribution(run.Image, run.Superpixels.Paint(density), scores[0], gradientCalls: 0);
        return new KernelShapAttribution
        {
            Values = map.Values,
            Target = map.Target,
            Score = map.Score,
            BaselineScore = scores[1],
            Sum = map.Sum,
            GradientCalls = 0,
            ScoreCalls = scores.Length - 1,
            Segments = segments,
            ShapleyValues = values,
            IsExact = run.Coalitions.IsComplete,
            Figures =
            [
                new("segments", segments.Count),
                new("coalitions", scores.Length - 2),
                .. segments.Count > 1 ? [new AttributionFigure("weightedR2", ShapleyRegression.WeightedR2(run.Coalitions, scores, values))] : Array.Empty<AttributionFigure>(),
                .. error is { } known ? [new AttributionFigure("standardError", known)] : Array.Empty<AttributionFigure>(),
            ],
            Warnings = [.. Warnings(segments.Count, rank, scores)],
        };
    }

    private static IEnumerable<string> Warnings(int superpixels, int rank, double[] scores)
    {
        if (superpixels == 1)
        {
            yield return SuperpixelCutter.SingleWarning;
        }

        if (FlatScores.Are(scores.Min(), scores.Max()))
        {
            yield return "hiding superpixels does not change the score, so the map says nothing: choose another replacement or a coarser segmentation.";
        }
        else if (rank < superpixels - 1)
        {
            yield return $"{scores.Length - 2} coalitions do not determine the values of {superpixels} superpixels: take more samples or fewer superpixels.";
        }
    }

    private sealed record Run(int Image, Superpixels Superpixels, ShapleyCoalitions Coalitions, double[] Scores);
}
