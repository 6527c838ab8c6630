using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>LIME: a linear model of the score in superpixels that show or are hidden, fitted around the image. Needs scores only.</summary>
/// <remarks>
/// M. T. Ribeiro, S. Singh, C. Guestrin, "Why should I trust you?", KDD 2016, arXiv:1602.04938, equation 2 and algorithm 1, as their image
/// implementation computes it: superpixels are hidden at random, samples are weighted by √e^(−d² / width²) with d the cosine distance
/// from the whole image, and a weighted ridge regression with intercept gives one coefficient per superpixel. The map <c>[H,W]</c> shows each
/// superpixel's coefficient on all its pixels, so its sum means nothing; <see cref="Attribution.BaselineScore"/> is null. Results are
/// <see cref="LimeAttribution"/>s.
/// <para>
/// Every result says how well the surrogate fits (weighted R²), and warns when it explains less than half of the score's variation. Then, or
/// whenever pairs of superpixels stand out of the residual's noise, a second surrogate takes their products: an exclusive or of two
/// superpixels, which no linear model can see, is named with its pair.
/// </para>
/// Differs from the reference: explains the logit unless told otherwise, because probabilities are flat where a model is sure; its seed reaches
/// the samples, so runs agree; its superpixels are counted as labelled, so none is left out. Forward selection sweeps instead of refitting.
/// </remarks>
public sealed class Lime : ISaliencyMethod
{
    private readonly LimeOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Superpixels, samples and fit; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Lime(LimeOptions? options = null)
    {
        _options = options ?? new LimeOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "lime";

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
        var logit = 0.0;

        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            let superpixels = cutter.Cut(batch.Image(image), image, cancellationToken)
            let samples = LimeSurrogate.Draw(_options.Samples, superpixels.Count, ContentSeed.Derive(_options.Seed, sample: 0, batch.Image(image)))
            let run = new Run(image, superpixels, samples, new double[samples.Count])
            from sample in Enumerable.Range(0, samples.Count)
            select (Run: run, Sample: sample);

        batch.Score(
            jobs,
            (job, row) => job.Run.Superpixels.Fill(job.Run.Samples, job.Sample, row),
            (job, logits) =>
            {
                var (run, sample) = job;
                logit = sample == 0 ? logits[batch.Target(run.Image)] : logit;
                run.Scores[sample] = batch.Output(_options.Output, logits, run.Image);
                if (sample == run.Samples.Count - 1)
                {
                    results[run.Image] = Explain(batch, run, logit);
                }
            },
            cancellationToken);
        return results;
    }

    private LimeAttribution Explain(ExplainedBatch batch, Run run, double logit)
    {
        var (samples, scores) = (run.Samples, run.Scores);
        var weights = LimeSurrogate.Weights(samples, _options.KernelWidth);
        var flat = FlatScores.Are(scores.Min(), scores.Max());
        int[] kept = flat ? [] : LimeSurrogate.Select(new NormalEquations(samples, scores, weights), samples.Features, _options.Selection, _options.Features);
        var linear = flat
            ? new SurrogateFit(new double[samples.Features], scores[0], 1)
            : LimeSurrogate.Fit(samples, scores, weights, _options.Alpha, kept);
        IReadOnlyList<(int, int)> pairs = flat ? [] : InteractionSurrogate.Pairs(samples, scores, weights, linear, _options.Interactions);
        var (interactions, interactionR2) = InteractionSurrogate.Fit(samples, scores, weights, _options.Alpha, kept, pairs);
        var map = batch.Attribution(run.Image, run.Superpixels.Paint(linear.Coefficients), logit, gradientCalls: 0);
        var lime = new LimeAttribution
        {
            Values = map.Values,
            Target = map.Target,
            Score = map.Score,
            Sum = map.Sum,
            GradientCalls = 0,
            ScoreCalls = samples.Count - 1,
            Segments = run.Superpixels.Segments,
            Coefficients = linear.Coefficients,
            Intercept = linear.Intercept,
            LocalPrediction = linear.Predict(samples, 0),
            WeightedR2 = flat ? null : linear.WeightedR2,
            Interactions = interactions,
            InteractionR2 = interactionR2,
        };
        return lime with { Figures = [.. LimeReport.Figures(lime)], Warnings = [.. LimeReport.Warnings(lime, kept.Length, weights)] };
    }

    private sealed record Run(int Image, Superpixels Superpixels, Coalitions Samples, double[] Scores);
}
