using MLExplain.Models;

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
                $"{setup.Classes.Count} class names were given ({NameList.Of(setup.Classes)}) but the model scores {setup.Model.ClassCount} classes.", nameof(setup));
        }

        MapSize.Require(setup.Methods, setup.Model);
        _setup = setup;
    }

    /// <summary>Runs the audit, streaming: no more images are held than the model takes at once.</summary>
    /// <param name="progress">Told the number of images done.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>One entry per manifest row, in order.</returns>
    public IEnumerable<AuditedImage> Execute(IProgress<int>? progress = null, CancellationToken cancellationToken = default) => Execute(_setup.Rows, progress, cancellationToken);

    /// <summary>The same of some of the rows.</summary>
    internal IEnumerable<AuditedImage> Execute(IReadOnlyList<ManifestRow> some, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var rows in some.Chunk(Math.Max(1, _setup.Model.PreferredRows)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var image in Audit([.. rows.Select(row => PreparedImage.Load(row, _setup.Root, _setup.Preprocessing))], cancellationToken))
            {
                yield return image;
                progress?.Report(++done);
            }
        }
    }

    private IEnumerable<AuditedImage> Audit(List<PreparedImage> images, CancellationToken cancellationToken)
    {
        var readable = images.Where(i => i.Input is not null).ToList();
        var scores = readable.Count > 0 ? _setup.Model.Score(ImageExplainer.Stack(readable), cancellationToken) : null;
        var logits = readable.Select((_, n) => scores!.Row(n).ToArray()).ToList();
        var scored = Enumerable.Range(0, readable.Count).Where(n => logits[n].All(float.IsFinite)).ToList();
        var targets = scored.Select(n => Array.IndexOf(logits[n], logits[n].Max())).ToList();
        var explained = new ImageExplainer(_setup).Explain([.. scored.Select(n => readable[n])], targets, cancellationToken);

        return images.Select(image =>
        {
            var row = readable.IndexOf(image);
            return row < 0 ? new AuditedImage(Begin(image) with { Status = ImageStatus.Unreadable, Error = image.Error }, null, [])
                : scored.IndexOf(row) is >= 0 and var n ? Finish(image, logits[row], targets[n], explained[n])
                : new AuditedImage(
                    Begin(image) with { Status = ImageStatus.NotFinite, Error = "The model's scores are not finite numbers." }, AuditPictures.Of(image.Seen!), []);
        });
    }

    private AuditedImage Finish(PreparedImage image, float[] logits, int target, ExplainedImage explained)
    {
        var begun = Begin(image);
        var probabilities = _setup.Model.Link.Probabilities(logits);
        List<string> errors = _setup.Classes.Contains(begun.Label)
            ? []
            : [$"The label '{image.Row.Label}' is none of the model's classes ({NameList.Of(_setup.Classes)})."];
        var status = errors.Count > 0 ? ImageStatus.UnknownLabel : explained.Refusals.Count > 0 ? ImageStatus.NotExplained : ImageStatus.Ok;
        var record = begun with
        {
            Prediction = _setup.Classes[target],
            Probability = probabilities[target],
            Probabilities = probabilities,
            Logits = logits,
            Explanations = explained.Records,
            Status = status,
            Error = string.Join(' ', errors.Concat(explained.Refusals)),
        };
        return new AuditedImage(record, AuditPictures.Of(image.Seen!), explained.Maps);
    }

    private ImageRecord Begin(PreparedImage image) => new()
    {
        Id = image.Row.Id, File = image.Row.File, ContentHash = image.ContentHash, Label = ClassName(image.Row.Label), Groups = image.Row.Groups,
        Status = ImageStatus.Ok, Properties = image.Properties,
    };

    /// <summary>Manifests may give a class by its number; records always name it.</summary>
    private string ClassName(string label) => _setup.ClassOf(label) is { } index ? _setup.Classes[index] : label;
}
