using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Audit.Power;

/// <summary>The images of an audit that can be stamped: readable, with a known label of a class that has enough of them.</summary>
internal sealed class PlantableImages
{
    /// <summary>Fewer images of a class than this leave it out: each half of a trial needs some with and some without the stamp.</summary>
    private const int MinimumPerClass = 10;

    private readonly AuditSetup _setup;
    private readonly ILastLayerClassifier _model;
    private readonly IReadOnlyList<PreparedImage> _images;

    private PlantableImages(AuditSetup setup, ILastLayerClassifier model, IReadOnlyList<PreparedImage> images, int[] labels) =>
        (_setup, _model, _images, Labels) = (setup, model, images, labels);

    public int Count => _images.Count;

    public int LeftOut => _setup.Rows.Count - Count;

    /// <summary>Class of each image.</summary>
    public int[] Labels { get; }

    public static PlantableImages Load(AuditSetup setup, ILastLayerClassifier model, CancellationToken cancellationToken)
    {
        var images = new List<(PreparedImage Image, int Label)>();
        foreach (var row in setup.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var image = PreparedImage.Load(row, setup.Root, setup.Preprocessing);
            if (image.Input is not null && setup.ClassOf(row.Label) is { } label)
            {
                images.Add((image, label));
            }
        }

        var kept = images.GroupBy(i => i.Label).Where(g => g.Count() >= MinimumPerClass).SelectMany(g => g)
            .OrderBy(i => i.Image.ContentHash, StringComparer.Ordinal).ThenBy(i => i.Image.Row.Id, StringComparer.Ordinal).ToList();
        return kept.Select(k => k.Label).Distinct().Count() >= 2
            ? new PlantableImages(setup, model, kept.ConvertAll(k => k.Image), [.. kept.Select(k => k.Label)])
            : throw new DataException(
                $"A self-test needs two classes with at least {MinimumPerClass} readable images each, but {images.Count} of {setup.Rows.Count} images are readable with a known label, and {kept.Select(k => k.Label).Distinct().Count()} classes have so many.");
    }

    public string Id(int image) => _images[image].Row.Id;

    public string ContentHash(int image) => _images[image].ContentHash;

    /// <summary>An image as the network takes it, stamped or not.</summary>
    public Tensor Input(int image, ShortcutStamp? stamp)
    {
        var seen = _images[image].Seen!;
        return stamp is null ? _images[image].Input! : _setup.Preprocessing.Normalize(stamp.Apply(seen));
    }

    /// <summary>What the last layer sees of every image, all stamped or none, <c>[N,C]</c>.</summary>
    public Tensor Features(ShortcutStamp? stamp, CancellationToken cancellationToken)
    {
        var features = new List<float>();
        foreach (var rows in Enumerable.Range(0, Count).Chunk(Math.Max(1, _model.PreferredRows)))
        {
            features.AddRange(_model.Features(new Tensor([rows.Length, .. _images[0].Input!.Shape], [.. rows.SelectMany(n => Input(n, stamp).Values)]), cancellationToken).Values);
        }

        return new Tensor([Count, features.Count / Count], [.. features]);
    }
}
