using System.Globalization;
using MLExplain.Models;
using MLExplain.Saliency;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>Scores and explains the images of an audit, one record per manifest row, whatever happens to it.</summary>
public sealed class AuditRun
{
    private readonly AuditSetup _setup;

    /// <summary>Prepares a run.</summary>
    /// <param name="setup">Model, images and methods.</param>
    /// <exception cref="ArgumentException">The class names do not fit the model's outputs.</exception>
    public AuditRun(AuditSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Classes.Count != setup.Model.ClassCount)
        {
            throw new ArgumentException(
                $"{setup.Classes.Count} class names were given ({string.Join(", ", setup.Classes)}) but the model scores {setup.Model.ClassCount} classes.", nameof(setup));
        }

        var (_, height, width) = setup.Model.InputShape;
        if (setup.Methods.FirstOrDefault(m => m.OutputShape(setup.Model) is not [.., var h, var w] || (h, w) != (height, width)) is { } coarse)
        {
            throw new ArgumentException(
                $"'{coarse.Name}' gives maps of [{string.Join(',', coarse.OutputShape(setup.Model))}], but an audit lays them over images of {height}x{width}: set its option upsample to nearest or bilinear.",
                nameof(setup));
        }

        _setup = setup;
    }

    /// <summary>Runs the audit, streaming: no more images are held than the model takes at once.</summary>
    /// <param name="progress">Told the number of images done.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>One entry per manifest row, in order.</returns>
    public IEnumerable<AuditedImage> Execute(IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var done = 0;
        foreach (var rows in _setup.Rows.Chunk(Math.Max(1, _setup.Model.PreferredRows)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var images = rows.Select(row => PreparedImage.Load(row, _setup.Root, _setup.Preprocessing)).ToList();
            var readable = images.Where(i => i.Input is not null).ToList();
            var logits = readable.Count > 0 ? _setup.Model.Score(Stack([.. readable.Select(i => i.Input!)]), cancellationToken) : null;
            foreach (var image in images)
            {
                yield return image.Input is null
                    ? new AuditedImage(Begin(image) with { Status = ImageStatus.Unreadable, Error = image.Error }, null, [])
                    : Explain(image, logits!.Row(readable.IndexOf(image)).ToArray(), cancellationToken);
                progress?.Report(++done);
            }
        }
    }

    private AuditedImage Explain(PreparedImage image, float[] logits, CancellationToken cancellationToken)
    {
        var picture = AuditPictures.Of(image.Seen!);
        if (logits.Any(z => !float.IsFinite(z)))
        {
            return new AuditedImage(Begin(image) with { Status = ImageStatus.NotFinite, Error = "The model's scores are not finite numbers." }, picture, []);
        }

        var target = Array.IndexOf(logits, logits.Max());
        var scored = Begin(image) with
        {
            Prediction = _setup.Classes[target], Probability = _setup.Model.Link.Probabilities(logits)[target], Logits = logits,
        };
        try
        {
            var (explanations, maps) = Attribute(image, target, cancellationToken);
            var known = _setup.Classes.Contains(scored.Label);
            return new AuditedImage(
                scored with
                {
                    Explanations = explanations,
                    Status = known ? ImageStatus.Ok : ImageStatus.UnknownLabel,
                    Error = known ? "" : $"The label '{image.Row.Label}' is none of the model's classes ({string.Join(", ", _setup.Classes)}).",
                },
                picture,
                maps);
        }
        catch (SaliencyException e)
        {
            return new AuditedImage(scored with { Status = ImageStatus.NotFinite, Error = e.Message }, picture, []);
        }
    }

    private (List<ExplanationRecord> Explanations, List<MapPictures> Maps) Attribute(PreparedImage image, int target, CancellationToken cancellationToken)
    {
        var (explanations, maps) = (new List<ExplanationRecord>(), new List<MapPictures>());
        foreach (var method in _setup.Methods)
        {
            var attribution = method.Attribute(_setup.Model, Stack([image.Input!]), [target], cancellationToken)[0];
            var map = SaliencyMap.From(attribution, ChannelReduction.Sum);
            explanations.Add(new ExplanationRecord
            {
                Method = method.Name, Target = target, Score = attribution.Score, BaselineScore = attribution.BaselineScore,
                Sum = attribution.Sum, Residual = attribution.Residual, GradientCalls = attribution.GradientCalls, ScoreCalls = attribution.ScoreCalls,
                Warnings = attribution.Warnings, Figures = attribution.Figures, Regions = Regions(image, map),
            });
            maps.Add(AuditPictures.Of(method.Name, image.Seen!, map.Values));
        }

        return (explanations, maps);
    }

    private List<RegionShare> Regions(PreparedImage image, SaliencyMap map) =>
        [.. image.Row.Masks.Select(m => RegionMeasure.Measure(
            m.Key, m.Value.Length == 0 ? null : Path.Combine(_setup.Root, m.Value), _setup.Preprocessing, map.Values.Values))];

    private ImageRecord Begin(PreparedImage image) => new()
    {
        Id = image.Row.Id, File = image.Row.File, ContentHash = image.ContentHash, Label = ClassName(image.Row.Label), Groups = image.Row.Groups,
        Status = ImageStatus.Ok,
    };

    /// <summary>Manifests may give a class by its number; records always name it.</summary>
    private string ClassName(string label) =>
        !_setup.Classes.Contains(label) && int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _setup.Classes.Count
            ? _setup.Classes[index]
            : label;

    private static Tensor Stack(IReadOnlyList<Tensor> images) =>
        new([images.Count, .. images[0].Shape], [.. images.SelectMany(i => i.Values)]);
}
