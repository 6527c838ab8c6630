using MLExplain.Models;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>What a method was asked to explain, checked at the door, and the one way it reaches the model: in bounded chunks.</summary>
internal sealed partial class ExplainedBatch
{
    /// <summary>Writes a job's point into a row of the model's input.</summary>
    public delegate void FillRow<in TJob>(TJob job, Span<float> row);

    /// <summary>Receives all logits (the target's is a number) and the target's gradient at a job's point; called in the order of the jobs.</summary>
    public delegate void ReadGradient<in TJob>(TJob job, ReadOnlySpan<float> logits, ReadOnlySpan<float> gradient);

    /// <summary>Receives all logits at a job's point; called in the order of the jobs.</summary>
    public delegate void ReadLogits<in TJob>(TJob job, ReadOnlySpan<float> logits);

    private readonly string _method;
    private readonly IClassifier _model;
    private readonly Tensor _inputs;
    private readonly IReadOnlyList<int> _targets;

    private ExplainedBatch(string method, IClassifier model, Tensor inputs, IReadOnlyList<int> targets) =>
        (_method, _model, _inputs, _targets) = (method, model, inputs, targets);

    public ImageShape Shape => _model.InputShape;

    public int Count => _inputs.Shape[0];

    /// <summary>Rows the model takes at once, at least 1.</summary>
    public int PreferredRows => Math.Max(1, _model.PreferredRows);

    /// <summary>Checks shapes, targets and values.</summary>
    /// <exception cref="ArgumentException">The inputs are not the model's shape, or a target does not exist.</exception>
    /// <exception cref="SaliencyException">An image holds NaN or infinity.</exception>
    public static ExplainedBatch Open(string method, IClassifier model, Tensor inputs, IReadOnlyList<int> targets)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        var shape = model.InputShape;
        if (inputs.Rank != 4 || !inputs.Shape[1..].SequenceEqual([shape.Channels, shape.Height, shape.Width]))
        {
            throw new ArgumentException(
                $"'{method}' got {inputs}, but the model takes [N,{shape.Channels},{shape.Height},{shape.Width}].", nameof(inputs));
        }

        if (targets.Count != inputs.Shape[0])
        {
            throw new ArgumentException(
                $"'{method}' got {targets.Count} targets for {inputs.Shape[0]} images; it takes one class per image.", nameof(targets));
        }

        for (var image = 0; image < targets.Count; image++)
        {
            if ((uint)targets[image] >= (uint)model.ClassCount)
            {
                throw new ArgumentException(
                    $"Target {targets[image]} of image {image} is not a class of the model: it has {model.ClassCount}, numbered from 0.",
                    nameof(targets));
            }

            if (!AllFinite(inputs.Row(image)))
            {
                throw new SaliencyException($"'{method}' cannot explain image {image} of the batch: its input holds NaN or infinity.");
            }
        }

        return new ExplainedBatch(method, model, inputs, targets);
    }

    public ReadOnlySpan<float> Image(int index) => _inputs.Row(index);

    public int Target(int image) => _targets[image];

    /// <summary>Gradients of each job's target logit at each job's point, at most <see cref="IClassifier.PreferredRows"/> rows at a time.</summary>
    /// <remarks>Jobs are drawn lazily, one chunk ahead of their results, and share chunks whatever image they belong to.</remarks>
    public void Differentiate<TJob>(
        IEnumerable<TJob> jobs, Func<TJob, int> image, FillRow<TJob> fill, ReadGradient<TJob> read, CancellationToken cancellationToken)
    {
        var model = _model as IDifferentiableClassifier ?? throw new NotSupportedException(
            $"'{_method}' needs the gradient of the model, but {_model.GetType().Name} gives scores only; open it as a differentiable classifier or use a method that needs scores only.");

        Tensor? points = null;
        ScoredGradients? result = null;
        foreach (var chunk in jobs.Chunk(PreferredRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var seeds = new Tensor(chunk.Length, model.ClassCount);
            for (var row = 0; row < chunk.Length; row++)
            {
                seeds.Row(row)[_targets[image(chunk[row])]] = 1;
            }

            points = Fill(points, chunk, fill, inParallel: false, cancellationToken);
            result = model.Differentiate(points, seeds, result, cancellationToken);

            for (var row = 0; row < chunk.Length; row++)
            {
                var index = image(chunk[row]);
                var logits = result.Logits.Row(row);
                _ = Finite(logits[_targets[index]], index);
                read(chunk[row], logits, FiniteGradient(result.Gradients.Row(row), index));
            }
        }
    }

    /// <summary>Logits at each job's point, chunked like <see cref="Differentiate"/>.</summary>
    /// <param name="jobs">Drawn lazily.</param>
    /// <param name="fill">Writes a job's point.</param>
    /// <param name="read">Receives its logits.</param>
    /// <param name="cancellationToken">Stops between points.</param>
    /// <param name="inParallel">Whether <paramref name="fill"/> may write several points of a chunk at once: it then depends on its job only.</param>
    public void Score<TJob>(IEnumerable<TJob> jobs, FillRow<TJob> fill, ReadLogits<TJob> read, CancellationToken cancellationToken, bool inParallel = false)
    {
        Tensor? points = null;
        foreach (var chunk in jobs.Chunk(PreferredRows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            points = Fill(points, chunk, fill, inParallel, cancellationToken);
            var logits = _model.Score(points, cancellationToken);
            for (var row = 0; row < chunk.Length; row++)
            {
                read(chunk[row], logits.Row(row));
            }
        }
    }

    /// <summary>The target's logit at every image.</summary>
    public double[] Scores(CancellationToken cancellationToken)
    {
        var scores = new double[Count];
        Score(
            Enumerable.Range(0, Count),
            (image, row) => Image(image).CopyTo(row),
            (image, logits) => scores[image] = Finite(logits[_targets[image]], image),
            cancellationToken);
        return scores;
    }

    /// <summary>A logit that must be a number.</summary>
    public double Finite(float score, int image) => float.IsFinite(score)
        ? score
        : throw new SaliencyException(
            $"'{_method}' cannot explain image {image} of the batch: the model's score for class {_targets[image]} is {score.ToString(System.Globalization.CultureInfo.InvariantCulture)}.");

    /// <summary>What a method explains, at a point of an image; always a number.</summary>
    public double Output(ExplainedOutput output, ReadOnlySpan<float> logits, int image)
    {
        var logit = Finite(logits[_targets[image]], image);
        var value = output == ExplainedOutput.Logit ? logit : _model.Link.Probability(logits, _targets[image]);
        return double.IsNaN(value)
            ? throw new SaliencyException(
                $"'{_method}' cannot explain image {image} of the batch: it cannot turn scores into a probability, because the model's score for some class is NaN.")
            : value;
    }

    /// <summary>A gradient that must be numbers.</summary>
    public ReadOnlySpan<float> FiniteGradient(ReadOnlySpan<float> gradient, int image) => AllFinite(gradient)
        ? gradient
        : throw new SaliencyException(
            $"'{_method}' cannot explain image {image} of the batch: the model's gradient for class {_targets[image]} holds NaN or infinity.");

    /// <summary>Feature maps that must be numbers.</summary>
    public ReadOnlySpan<float> FiniteMaps(ReadOnlySpan<float> maps, string layer, int image) => AllFinite(maps)
        ? maps
        : throw new SaliencyException($"'{_method}' cannot explain image {image} of the batch: the feature maps of layer '{layer}' hold NaN or infinity.");

    /// <summary>Packs one image's result of one value per input value.</summary>
    /// <param name="image">Index in the batch.</param>
    /// <param name="values">Signed attribution, [C,H,W] order; given away.</param>
    /// <param name="score">The target's logit at the image.</param>
    /// <param name="gradientCalls">Gradient evaluations spent.</param>
    public Attribution Attribution(int image, float[] values, double score, int gradientCalls) =>
        Attribution(image, new Tensor([Shape.Channels, Shape.Height, Shape.Width], values), score, gradientCalls);

    /// <summary>Packs one image's result.</summary>
    /// <param name="image">Index in the batch.</param>
    /// <param name="values">Signed attribution, [C,H,W] or [H,W]; given away.</param>
    /// <param name="score">The target's logit at the image.</param>
    /// <param name="gradientCalls">Gradient evaluations spent.</param>
    public Attribution Attribution(int image, Tensor values, double score, int gradientCalls)
    {
        if (!AllFinite(values.Values))
        {
            throw new SaliencyException($"'{_method}' cannot explain image {image} of the batch: its attribution exceeds the range of float32.");
        }

        return new Attribution
        {
            Values = values,
            Target = _targets[image],
            Score = score,
            Sum = Statistics.Sum(values.Values),
            GradientCalls = gradientCalls,
        };
    }

    // One buffer serves all full chunks, as one result does: at 224x224 a fresh one per call would be ten megabytes of garbage each.
    private Tensor Fill<TJob>(Tensor? buffer, TJob[] chunk, FillRow<TJob> fill, bool inParallel, CancellationToken cancellationToken)
    {
        var points = buffer?.Shape[0] == chunk.Length ? buffer : new Tensor(chunk.Length, Shape.Channels, Shape.Height, Shape.Width);
        if (inParallel)
        {
            Parallel.For(0, chunk.Length, new ParallelOptions { CancellationToken = cancellationToken }, row => fill(chunk[row], points.Row(row)));
            return points;
        }

        for (var row = 0; row < chunk.Length; row++)
        {
            fill(chunk[row], points.Row(row));
        }

        return points;
    }

    // The largest magnitude is NaN or infinite exactly when some value is.
    private static bool AllFinite(ReadOnlySpan<float> values) => values.IsEmpty || float.IsFinite(TensorPrimitives.MaxMagnitude(values));
}
