using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>An image as it is, after an intervention and after its control, as network inputs.</summary>
internal sealed record ChangedImage(string Id, string Donor, float[] Before, float[] After, float[] Control)
{
    /// <summary>Scores the three of each image in one call; the caller keeps the number of images small.</summary>
    public static IEnumerable<CounterfactualRow> Score(IClassifier model, IReadOnlyList<ChangedImage> images, CancellationToken cancellationToken)
    {
        var (c, h, w) = model.InputShape;
        var logits = model.Score(new Tensor([3 * images.Count, c, h, w], [.. images.SelectMany(i => i.Before.Concat(i.After).Concat(i.Control))]), cancellationToken);
        return images.Select((image, i) => new CounterfactualRow(image.Id, image.Donor, Row(3 * i), Row((3 * i) + 1), Row((3 * i) + 2)));

        float[] Row(int row) => model.Link.Probabilities(logits.Row(row));
    }

    /// <summary>The effect of what was scored.</summary>
    /// <param name="intervention">What was done.</param>
    /// <param name="rows">The scored images; those with a score that is not finite are left out.</param>
    /// <param name="leftOut">Images left out before.</param>
    /// <param name="options">How effects are judged.</param>
    public static CounterfactualEffect Judge(Intervention intervention, IReadOnlyList<CounterfactualRow> rows, int leftOut, CounterfactualOptions options)
    {
        CounterfactualRow[] finite = [.. rows.Where(r => r.Before.Concat(r.After).Concat(r.Control).All(float.IsFinite))];
        var reason = finite.Length >= options.MinimumImages ? "" : $"{finite.Length} images could be changed; at least {options.MinimumImages} are needed.";
        return CounterfactualEffect.Of(intervention, finite, leftOut + rows.Count - finite.Length, reason, options);
    }
}
