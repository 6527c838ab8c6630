using MLExplain.Evaluation;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>The images of an evaluation: a random part of the manifest that depends on the run's seed and the rows' identifiers only.</summary>
/// <param name="Images">Readable images with finite scores, each with its predicted class, in the order of the manifest.</param>
/// <param name="ContentHashes">SHA-256 of each image's file.</param>
/// <param name="PassedOver">Images that were drawn but cannot be used, in the order of the manifest.</param>
internal sealed record EvaluationSample(IReadOnlyList<EvaluatedImage> Images, IReadOnlyList<string> ContentHashes, IReadOnlyList<PassedOverImage> PassedOver)
{
    /// <summary>Draws images until there are enough; no other picture is read.</summary>
    public static EvaluationSample Draw(EvaluationSetup setup, CancellationToken cancellationToken)
    {
        var (images, passed) = (new List<(int Row, string Hash, EvaluatedImage Image)>(), new List<(int Row, PassedOverImage Image)>());
        var drawn = new Queue<(int Row, ManifestRow Image)>(setup.Audit.Rows.Index().OrderBy(r => ContentSeed.Derive(setup.Seed, r.Item.Id)).ThenBy(r => r.Item.Id, StringComparer.Ordinal));
        while (images.Count < setup.Images && drawn.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = Enumerable.Range(0, Math.Min(Math.Min(setup.Images - images.Count, drawn.Count), Math.Max(1, setup.Audit.Model.PreferredRows))).Select(_ => drawn.Dequeue()).ToList();
            var prepared = next.ConvertAll(r => (r.Row, Image: PreparedImage.Load(r.Image, setup.Audit.Root, setup.Audit.Preprocessing)));
            passed.AddRange(prepared.Where(p => p.Image.Input is null).Select(p => (p.Row, new PassedOverImage(p.Image.Row.Id, ImageStatus.Unreadable, p.Image.Error))));
            Score(setup, prepared.FindAll(p => p.Image.Input is not null), images, passed, cancellationToken);
        }

        var ordered = images.OrderBy(i => i.Row).ToList();
        return new EvaluationSample([.. ordered.Select(i => i.Image)], [.. ordered.Select(i => i.Hash)], [.. passed.OrderBy(p => p.Row).Select(p => p.Image)]);
    }

    private static void Score(
        EvaluationSetup setup, List<(int Row, PreparedImage Image)> readable, List<(int Row, string Hash, EvaluatedImage Image)> images, List<(int Row, PassedOverImage Image)> passed, CancellationToken cancellationToken)
    {
        if (readable.Count == 0)
        {
            return;
        }

        var scores = setup.Audit.Model.Score(ImageExplainer.Stack(readable.ConvertAll(r => r.Image)), cancellationToken);
        foreach (var (n, (row, image)) in readable.Index())
        {
            var logits = scores.Row(n).ToArray();
            if (Array.TrueForAll(logits, float.IsFinite))
            {
                var mask = setup.Mask is { } region ? RegionMask.Load(region, image, setup.Audit) : null;
                images.Add((row, image.ContentHash, new EvaluatedImage(image.Row.Id, image.Input!, Array.IndexOf(logits, logits.Max()))
                {
                    Mask = mask?.Inside, MaskProblem = mask is null ? "No region was named in which the evidence should lie." : mask.Sentence.Length > 0 ? mask.Sentence : null,
                }));
            }
            else
            {
                passed.Add((row, new PassedOverImage(image.Row.Id, ImageStatus.NotFinite, "The model's scores are not finite numbers.")));
            }
        }
    }
}
