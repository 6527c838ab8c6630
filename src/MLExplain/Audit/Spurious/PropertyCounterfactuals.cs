using System.Globalization;
using MathNet.Numerics.Statistics;
using MLExplain.Imaging;
using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>What the model says when a property of whole pictures changes: the test of a suspicion that no mask can be drawn for.</summary>
/// <remarks>
/// Pictures are changed by one standard deviation of the property over the images, and only those that stay within the range which the images have, so
/// that nothing is shown to the model that these data do not hold. Brightness adds to all pixels, contrast stretches them about the mean luma, a
/// colour's share scales its channel against the others at the same mean luma, colorfulness stretches them about their own luma, sharpness about
/// their blur (σ = 1 pixel). Pixels are rounded and clamped to 0..255. The control is the same change with a sign that goes once up and down over
/// the picture, made as long (L2 over pixels, within 5 %) and with the property as it was (within a twentieth of the change or half a grey level).
/// A right model may use some of them, so it is <see cref="SpuriousFindings.Suspects"/> that should be changed, not all.
/// </remarks>
public static class PropertyCounterfactuals
{
    /// <summary>The properties that can be changed: brightness, contrast, red, green, blue, colorfulness, sharpness, as <see cref="ImageProperties"/> defines them.</summary>
    public static IReadOnlyList<string> Properties => PropertyShift.Names;

    /// <summary>Raises or lowers a property of every image that allows it, beside a control of the same size.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="preprocessing">How a picture becomes the model's input.</param>
    /// <param name="property">One of <see cref="Properties"/>; it is measured on what the network sees.</param>
    /// <param name="intervention">Raise or Lower.</param>
    /// <param name="images">All images.</param>
    /// <param name="options">How; null for the defaults. Grow is not read.</param>
    /// <param name="progress">Told the number of images done.</param>
    /// <param name="cancellationToken">Stops between images and inside model calls.</param>
    /// <returns>The effect; the same whatever the order of the images. Left out are images that clamped pixels keep from being changed so far, or whose scores are not finite.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or property or intervention is none of those.</exception>
    public static CounterfactualEffect Run(
        IClassifier model, Preprocessing preprocessing, string property, Intervention intervention, IReadOnlyList<PropertyImage> images, CounterfactualOptions? options = null,
        IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(preprocessing);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new CounterfactualOptions();
        options.Validate();
        Check(property, intervention);
        PropertyImage[] sorted = [.. images.OrderBy(i => i.Id, StringComparer.Ordinal)];
        double[] values = [.. sorted.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(i => new PropertyShift(property).Value(i.Seen))];
        var deviation = values.Length < 2 ? 0 : values.StandardDeviation();
        if (deviation < 2 / 255.0 / 2)
        {
            return CounterfactualEffect.Of(intervention, [], sorted.Length, string.Create(CultureInfo.InvariantCulture,
                $"The standard deviation of '{property}' over the images is {deviation:0.0000}; below 1/255 8-bit pictures cannot be changed by it."), options);
        }

        var amount = intervention == Intervention.Raise ? deviation : -deviation;
        PropertyImage[] subjects = [.. sorted.Where((_, i) => values[i] + amount >= values.Min() && values[i] + amount <= values.Max())];
        var (change, rows) = (new PropertyChange(property, amount), new List<CounterfactualRow>());
        var place = PropertyShift.Names.Index().First(n => n.Item == property).Index;
        foreach (var chunk in subjects.Chunk(Math.Max(1, model.PreferredRows / 3)))
        {
            var changed = chunk.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(Changed).OfType<ChangedImage>().ToList();
            rows.AddRange(changed.Count == 0 ? [] : ChangedImage.Score(model, changed, cancellationToken));
            progress?.Report(rows.Count);
        }

        return ChangedImage.Judge(intervention, rows, subjects.Length - rows.Count, options) with { Amount = amount };

        ChangedImage? Changed(PropertyImage image)
        {
            var before = preprocessing.Normalize(image.Seen).Values.ToArray();
            return change.Of(image.Seen, ContentSeed.Derive(options.Seed, place, before)) is var (after, control)
                ? new ChangedImage(image.Id, "", before, preprocessing.Normalize(after).Values.ToArray(), preprocessing.Normalize(control).Values.ToArray())
                : null;
        }
    }

    private static void Check(string property, Intervention intervention)
    {
        if (!Properties.Contains(property))
        {
            throw new ArgumentException($"The property '{property}' cannot be changed in a picture; those that can are {string.Join(", ", Properties)}.", nameof(property));
        }

        if (intervention is not (Intervention.Raise or Intervention.Lower))
        {
            throw new ArgumentException($"{intervention} changes a region; a property can be changed by {Intervention.Raise} and {Intervention.Lower}.", nameof(intervention));
        }
    }
}
