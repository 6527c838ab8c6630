using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Computes <see cref="AlphaCurve"/>s.</summary>
public static class AlphaCurves
{
    private const string Name = "alpha-curve";

    /// <summary>Walks from the baseline to each image of a batch.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="inputs">Images <c>[N,C,H,W]</c>, network space.</param>
    /// <param name="targets">The class to follow, one per image.</param>
    /// <param name="options">Points and baseline; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    /// <returns>One curve per image, in order.</returns>
    /// <exception cref="ArgumentException">Shapes, targets or options do not fit the model.</exception>
    /// <exception cref="SaliencyException">The input, a score or a gradient holds NaN or infinity.</exception>
    public static IReadOnlyList<AlphaCurve> Compute(
        IDifferentiableClassifier model,
        Tensor inputs,
        IReadOnlyList<int> targets,
        AlphaCurveOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new AlphaCurveOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Points, 2, nameof(options));
        var batch = ExplainedBatch.Open(Name, model, inputs, targets);
        var painter = new BaselinePainter(Name, options.Baseline, options.Preprocessing, batch.Shape, options.Seed);
        var alphas = QuadratureRule.Create(Quadrature.Trapezoid, options.Points).Points;
        var walks = Enumerable.Range(0, batch.Count).Select(_ => new Walk(new AlphaPoint[alphas.Length])).ToArray();

        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            let path = new StraightPath(image, 0, batch.Image(image).ToArray(), painter.Paint(batch.Image(image), sample: 0))
            from point in Enumerable.Range(0, alphas.Length)
            select (Path: path, Point: point);

        batch.Differentiate(
            jobs,
            job => job.Path.Image,
            (job, row) => job.Path.Fill(alphas[job.Point], row),
            (job, logits, gradient) =>
            {
                var target = batch.Target(job.Path.Image);
                walks[job.Path.Image].Add(
                    job.Point, alphas, logits[target], batch.Output(ExplainedOutput.Probability, logits, job.Path.Image), job.Path.Directional(gradient));
            },
            cancellationToken);

        return [.. walks.Select((walk, image) => new AlphaCurve { Target = targets[image], Points = walk.Points })];
    }

    private sealed class Walk(AlphaPoint[] points)
    {
        private double _lastSlope;

        public AlphaPoint[] Points => points;

        public void Add(int k, double[] alphas, double logit, double probability, double slope)
        {
            var gathered = k == 0 ? 0 : points[k - 1].CumulativeAttribution + ((alphas[k] - alphas[k - 1]) * (_lastSlope + slope) / 2);
            points[k] = new AlphaPoint(alphas[k], logit, probability, gathered);
            _lastSlope = slope;
        }
    }
}
