using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Evaluation;

/// <summary>The maps that a measure was given, checked and grouped by image, and the one way it reaches the model: in bounded chunks.</summary>
/// <remarks>A broken image or map costs its own scores only; images of another shape or class than the model's are the caller's mistake.</remarks>
internal sealed class JudgedMaps
{
    /// <summary>Receives the target's score at a job's point, a number, and all logits; in the order of the jobs.</summary>
    public delegate void ReadScore<in TJob>(TJob job, double score, ReadOnlySpan<float> logits);

    private readonly IClassifier _model;
    private readonly ExplainedBatch _batch;
    private readonly IReadOnlyList<EvaluatedMap> _maps;
    private readonly MeasureScore?[] _refused;

    private JudgedMaps(IClassifier model, ExplainedBatch batch, IReadOnlyList<EvaluatedMap> maps) =>
        (_model, _batch, _maps, _refused) = (model, batch, maps, new MeasureScore?[maps.Count]);

    /// <summary>The images, in the order of their first map; those without a map that can be judged are left out.</summary>
    public IReadOnlyList<JudgedImage> Images { get; private set; } = [];

    public EvaluatedMap this[int index] => _maps[index];

    /// <summary>Checks and groups.</summary>
    /// <param name="measure">Name, for messages.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="maps">The maps.</param>
    /// <exception cref="ArgumentException">An image is not of the model's shape, or its target is no class of the model.</exception>
    public static JudgedMaps Open(string measure, IClassifier model, IReadOnlyList<EvaluatedMap> maps)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(maps);
        var shape = model.InputShape;
        var judged = new JudgedMaps(model, ExplainedBatch.Open(measure, model, new Tensor(0, shape.Channels, shape.Height, shape.Width), []), maps);
        var images = new Dictionary<EvaluatedImage, JudgedImage>();
        for (var index = 0; index < maps.Count; index++)
        {
            Require(measure, model, maps[index].Image);
            judged._refused[index] = Refusal(maps[index], shape);
            if (judged._refused[index] is null)
            {
                var image = images.TryGetValue(maps[index].Image, out var known) ? known : images[maps[index].Image] = new JudgedImage(maps[index].Image);
                image.Maps.Add(index);
            }
        }

        judged.Images = [.. images.Values.OrderBy(image => image.Maps[0])];
        return judged;
    }

    /// <summary>Scores each job's point; jobs are drawn lazily and share the model's batches whatever image they belong to; points are written on all cores.</summary>
    public void Score<TJob>(
        IEnumerable<TJob> jobs, Func<TJob, JudgedImage> image, ExplainedOutput output, ExplainedBatch.FillRow<TJob> fill, ReadScore<TJob> read, CancellationToken cancellationToken) =>
        _batch.Score(
            jobs,
            fill,
            (job, logits) =>
            {
                if (image(job).Output(output, _model.Link, logits) is { } score)
                {
                    read(job, score, logits);
                }
            },
            cancellationToken,
            inParallel: true);

    /// <summary>One score per map, in order.</summary>
    /// <param name="judge">The score of a map of an image that did not fail.</param>
    public IReadOnlyList<MeasureScore> Finish(Func<JudgedImage, int, MeasureScore> judge)
    {
        foreach (var image in Images)
        {
            foreach (var index in image.Maps)
            {
                _refused[index] = image.Failure ?? judge(image, index);
            }
        }

        return _refused!;
    }

    private static void Require(string measure, IClassifier model, EvaluatedImage image)
    {
        var shape = model.InputShape;
        if (!image.Input.Shape.SequenceEqual([shape.Channels, shape.Height, shape.Width]))
        {
            throw new ArgumentException($"'{measure}' got the image '{image.Id}' as {image.Input}, but the model takes [{shape.Channels},{shape.Height},{shape.Width}].");
        }

        if ((uint)image.Target >= (uint)model.ClassCount)
        {
            throw new ArgumentException($"'{measure}' got the target {image.Target} for the image '{image.Id}', which is not a class of the model: it has {model.ClassCount}, numbered from 0.");
        }
    }

    private static MeasureScore? Refusal(EvaluatedMap map, ImageShape shape) =>
        !float.IsFinite(TensorPrimitives.MaxMagnitude(map.Image.Input.Values)) ? MeasureScore.Undefined($"The image '{map.Image.Id}' holds NaN or infinity.")
            : !map.Map.Shape.SequenceEqual([shape.Height, shape.Width]) ? MeasureScore.NotApplicable($"The map of '{map.Source}' is {map.Map}, but one value per pixel of the image, [{shape.Height},{shape.Width}], is judged: let the method upsample it.")
            : !float.IsFinite(TensorPrimitives.MaxMagnitude(map.Map.Values)) ? MeasureScore.Undefined($"The map of '{map.Source}' holds NaN or infinity.")
            : null;
}
