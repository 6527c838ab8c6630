using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>Blur Integrated Gradients: the gradient integrated along the path on which the image comes into focus.</summary>
/// <remarks>
/// A_i = −∫ ∂F(G(x, σ))/∂x_i · ∂G_i(x, σ)/∂σ dσ from 0 to σ_max, G the Gaussian blur of every channel with zeros beyond the border, in network
/// space. S. Xu, S. Venugopalan, M. Sundararajan, "Attribution in scale and space", CVPR 2020, arXiv:2004.03383, equation 4. The
/// sum of A is F(x) − F(G(x, σ_max)) up to the quadrature's error; <see cref="Attribution.BaselineScore"/> is the score of the most blurred image.
/// <para>
/// A fixed number of steps is PAIR's computation: left Riemann sums, and the direction from a forward difference of two blurs in float64. At
/// the default step of half a pixel the values at sharp edges are off by some 30 %, and not monotonically in the number of steps; on photos
/// under SqueezeNet 1.0 the sum misses by 4 to 9 %, on digits by 6 to 17 %. <see cref="Attribution.Residual"/> states it, and a warning points
/// out more than 10 %. <see cref="StepCount.Auto"/> places blurs where the residual is; the path is the polygon through them, whose sides are
/// known exactly, so every interval's error is known too and each point needs one blur instead of two.
/// </para>
/// Differs from PAIR: with the square-root schedule every step of a batch has its own weight.
/// </remarks>
public sealed class BlurIg : ISaliencyMethod
{
    private readonly BlurIgOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">How to integrate; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public BlurIg(BlurIgOptions? options = null)
    {
        _options = options ?? new BlurIgOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "blur-ig";

    /// <inheritdoc/>
    public IReadOnlyList<Attribution> Attribute(
        IClassifier model, Tensor inputs, IReadOnlyList<int> targets, CancellationToken cancellationToken = default)
    {
        var batch = ExplainedBatch.Open(Name, model, inputs, targets);
        var results = new Attribution[batch.Count];
        var blurred = Enumerable.Range(0, batch.Count).ToLookup(image => !new BlurredImage(batch.Image(image), batch.Shape).IsZero);
        if (_options.Steps.IsAuto)
        {
            AdaptiveIntegration.Run(
                batch,
                blurred[true].Select(image => new AdaptiveBlurPath(
                    image, new BlurredImage(batch.Image(image), batch.Shape), _options.EndSigma, _options.Tolerance, _options.MaxSteps)),
                path => results[path.Image] = Automatic(batch, (AdaptiveBlurPath)path),
                cancellationToken);
        }
        else
        {
            var scores = batch.Scores(cancellationToken);
            var blurredScores = BlurredScores(batch, blurred[true], cancellationToken);
            new FixedBlurIntegration(_options).Run(
                batch,
                blurred[true],
                (image, total) => results[image] = (batch.Attribution(image, Narrow(total), scores[image], _options.Steps.Count) with
                {
                    BaselineScore = blurredScores[image],
                    ScoreCalls = 1,
                    Rule = $"{OptionText.Of(Quadrature.Left)} {_options.Steps}",
                }).Judged(),
                cancellationToken);
        }

        AddUnchanged(batch, blurred[false], results, cancellationToken);
        return results;
    }

    private static Attribution Automatic(ExplainedBatch batch, AdaptiveBlurPath path) =>
        (batch.Attribution(path.Image, Narrow(path.Attribution()), path.Score, path.Calls) with
        {
            BaselineScore = path.BlurredScore,
            Rule = AdaptiveIntegration.Rule,
            Converged = path.Converged,
        }).Judged();

    private double[] BlurredScores(ExplainedBatch batch, IEnumerable<int> images, CancellationToken cancellationToken)
    {
        var scores = new double[batch.Count];
        batch.Score(
            images,
            (image, row) => TensorPrimitives.ConvertTruncating<double, float>(new BlurredImage(batch.Image(image), batch.Shape).At(_options.EndSigma), row),
            (image, logits) => scores[image] = batch.Finite(logits[batch.Target(image)], image),
            cancellationToken);
        return scores;
    }

    private void AddUnchanged(ExplainedBatch batch, IEnumerable<int> images, Attribution[] results, CancellationToken cancellationToken) => batch.Score(
        images,
        (image, row) => batch.Image(image).CopyTo(row),
        (image, logits) =>
        {
            var score = batch.Finite(logits[batch.Target(image)], image);
            results[image] = batch.Attribution(image, new float[batch.Shape.Length], score, gradientCalls: 0) with
            {
                BaselineScore = score,
                Converged = _options.Steps.IsAuto ? true : null,
                Warnings = ["The image is all zeros, which no blur changes, so the map is all zeros."],
            };
        },
        cancellationToken);

    private static float[] Narrow(double[] values) => Array.ConvertAll(values, value => (float)value);
}
