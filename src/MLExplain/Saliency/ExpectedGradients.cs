using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Expected gradients: Integrated Gradients averaged over many baselines, one random point on the way from each.</summary>
/// <remarks>
/// A_i = E_{b, α}[(x_i − b_i) ∂F(b + α (x − b))/∂x_i], b drawn from the baselines and α from [0, 1]. G. Erion, J. Janizek, P. Sturmfels,
/// S. Lundberg, S.-I. Lee, "Improving performance of deep learning models with axiomatic attribution priors and expected gradients", 2021,
/// arXiv:1906.10670, equation 2; the estimator of SHAP's <c>GradientExplainer</c>, which draws baselines from a data set.
/// The sum of A is F(x) − E[F(b)] up to the error of drawing, which falls with the root of the number of draws;
/// <see cref="Attribution.BaselineScore"/> is the mean score of the very baselines drawn, and <see cref="Attribution.Residual"/> what is left.
/// With one baseline and <see cref="AlphaDraws.Stratified"/> this is Integrated Gradients under the middle Riemann rule.
/// </remarks>
public sealed class ExpectedGradients : ISaliencyMethod
{
    private readonly ExpectedGradientsOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Baselines and draws; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public ExpectedGradients(ExpectedGradientsOptions? options = null)
    {
        _options = options ?? new ExpectedGradientsOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "expected-gradients";

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default)
    {
        var batch = ExplainedBatch.Open(Name, model, inputs, targets);
        var draws = new BaselineDraws(Name, _options, batch.Shape);
        var scores = batch.Scores(cancellationToken);
        var baselines = BaselineScores(batch, draws, cancellationToken);
        var results = new Attribution[batch.Count];
        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            let input = batch.Image(image).ToArray()
            from numbered in draws.Of(input).Index()
            select (Path: new StraightPath(image, numbered.Index, input, draws.Paint(numbered.Item, input)), numbered.Item.Alpha);

        double[] total = [];
        batch.Differentiate(
            jobs,
            job => job.Path.Image,
            (job, row) => job.Path.Fill(job.Alpha, row),
            (job, _, gradient) =>
            {
                total = job.Path.Sample == 0 ? new double[gradient.Length] : total;
                job.Path.AddAttribution(gradient, 1.0 / _options.Samples, total);
                if (job.Path.Sample == _options.Samples - 1)
                {
                    var (image, (score, count)) = (job.Path.Image, baselines[job.Path.Image]);
                    results[image] = (batch.Attribution(image, Array.ConvertAll(total, value => (float)value), scores[image], _options.Samples) with
                    {
                        BaselineScore = score,
                        ScoreCalls = count,
                        Rule = $"{OptionText.Of(_options.Alphas)} {_options.Samples}",
                        Warnings = draws.AreAll(batch.Image(image)) ? ["The image equals every baseline drawn, so the map is all zeros."] : [],
                    }).Judged("Too few samples", "more samples bring the two together");
                }
            },
            cancellationToken);
        return results;
    }

    // A baseline that is always the same is scored once, and counts as often as it was drawn.
    private static (double Mean, int Calls)[] BaselineScores(ExplainedBatch batch, BaselineDraws draws, CancellationToken cancellationToken)
    {
        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            let input = batch.Image(image).ToArray()
            let all = draws.Of(input)
            from same in all.GroupBy(draw => (draw.Kind, draw.Sample))
            select (Image: image, Input: input, Draw: same.First(), Share: (double)same.Count() / all.Length);

        var scores = new (double Mean, int Calls)[batch.Count];
        batch.Score(
            jobs,
            (job, row) => draws.Paint(job.Draw, job.Input).CopyTo(row),
            (job, logits) =>
            {
                var (mean, calls) = scores[job.Image];
                scores[job.Image] = (mean + (job.Share * batch.Finite(logits[batch.Target(job.Image)], job.Image)), calls + 1);
            },
            cancellationToken);
        return scores;
    }
}
