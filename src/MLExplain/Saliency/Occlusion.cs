using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>Occlusion: how far the score drops when a window hides each part of the image. Needs scores only.</summary>
/// <remarks>
/// M. Zeiler, R. Fergus, "Visualizing and understanding convolutional networks", ECCV 2014, arXiv:1311.2901, §4.2. A pixel's value is the mean,
/// or the sum, of F(x) − F(x with the window replaced) over the windows that cover it: positive where the image supports the class.
/// The map is <c>[H,W]</c> and promises no completeness: <see cref="Attribution.BaselineScore"/> is null. With a window of one pixel and a
/// linear model it is w · (x − replacement), summed over the channels.
/// <para>
/// Differs from the paper, which draws the probability under the occluder at its centre: the drop is positive for evidence, and every
/// pixel under the window gets it. Differs from PAIR, whose map is the sum (<see cref="OcclusionOverlap.Sum"/>) and whose window is 15 pixels
/// on zeros: the mean does not fade towards the border. A last window that would leave the image is moved back to touch its border.
/// </para>
/// </remarks>
public sealed class Occlusion : ISaliencyMethod
{
    private const int WholeImage = -1;

    private readonly OcclusionOptions _options;

    /// <summary>Makes the method.</summary>
    /// <param name="options">Window, stride and replacement; null for the defaults.</param>
    /// <exception cref="ArgumentException">Some options are out of range; the message lists them all.</exception>
    public Occlusion(OcclusionOptions? options = null)
    {
        _options = options ?? new OcclusionOptions();
        OptionErrors.Refuse(Name, _options.Errors());
    }

    /// <inheritdoc/>
    public string Name => "occlusion";

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
        var replacement = _options.Replacement ?? (_options.Preprocessing is null ? Baseline.Zero : Baseline.Grey);
        var painter = new BaselinePainter(Name, replacement, _options.Preprocessing, batch.Shape, _options.Seed);
        var windows = new OcclusionWindows(Name, batch.Shape, _options.Window, _options.Stride);
        var results = new Attribution[batch.Count];

        // The image itself comes first, so that each window's drop is known when its score arrives.
        var jobs =
            from image in Enumerable.Range(0, batch.Count)
            let run = new Run(image, painter.Paint(batch.Image(image), sample: 0), new double[batch.Shape.Height * batch.Shape.Width])
            from window in Enumerable.Range(WholeImage, windows.Count + 1)
            select (Run: run, Window: window);

        batch.Score(
            jobs,
            (job, row) =>
            {
                batch.Image(job.Run.Image).CopyTo(row);
                if (job.Window != WholeImage)
                {
                    windows.Cover(job.Window, job.Run.Replacement, row);
                }
            },
            (job, logits) =>
            {
                var run = job.Run;
                run.See(logits[batch.Target(run.Image)], batch.Output(_options.Output, logits, run.Image), isImage: job.Window == WholeImage);
                if (job.Window != WholeImage)
                {
                    windows.Add(job.Window, run.Drop, run.Map);
                }

                if (job.Window == windows.Count - 1)
                {
                    results[run.Image] = Finish(batch, run, windows);
                }
            },
            cancellationToken);
        return results;
    }

    private Attribution Finish(ExplainedBatch batch, Run run, OcclusionWindows windows)
    {
        var map = run.Map;
        if (_options.Overlap == OcclusionOverlap.Mean)
        {
            var covered = new double[map.Length];
            for (var window = 0; window < windows.Count; window++)
            {
                windows.Add(window, 1, covered);
            }

            System.Numerics.Tensors.TensorPrimitives.Divide(map, covered, map);
        }

        var values = new Tensor([batch.Shape.Height, batch.Shape.Width], Array.ConvertAll(map, value => (float)value));
        return batch.Attribution(run.Image, values, run.Logit, gradientCalls: 0) with
        {
            ScoreCalls = windows.Count,
            Warnings = run.IsFlat ? [$"no window of {windows.Size} pixels changes the score: the map says nothing; try a larger window or another replacement."] : [],
            Figures = [new("windows", windows.Count), new("largestDrop", run.LargestDrop)],
        };
    }

    /// <summary>One image under way.</summary>
    private sealed record Run(int Image, float[] Replacement, double[] Map)
    {
        private double _first;
        private double _last;
        private double _smallest;
        private double _largest;

        public double Logit { get; private set; }

        public double Drop => _first - _last;

        public double LargestDrop => _first - _smallest;

        public bool IsFlat => FlatScores.Are(_smallest, _largest);

        public void See(double logit, double output, bool isImage)
        {
            _last = output;
            if (isImage)
            {
                (Logit, _first, _smallest, _largest) = (logit, output, output, output);
            }

            (_smallest, _largest) = (Math.Min(_smallest, output), Math.Max(_largest, output));
        }
    }
}
