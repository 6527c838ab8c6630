using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>What the model says when a region is taken away, or put where it was not: the test of a suspicion that a correlation only raises.</summary>
public static class Counterfactuals
{
    /// <summary>What can be done to a region: <see cref="Intervention.Remove"/> and <see cref="Intervention.Paste"/>.</summary>
    public static IReadOnlyList<Intervention> OfRegions { get; } = [Intervention.Remove, Intervention.Paste];

    /// <summary>Changes a region of every image that the intervention applies to, beside a control of the same shape.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="intervention">Remove works on images with the region, Paste on images free of it.</param>
    /// <param name="images">All images; those with the region are Paste's donors.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told the number of images done.</param>
    /// <param name="cancellationToken">Stops between model calls and inside them.</param>
    /// <returns>The effect; the same whatever the order of the images.</returns>
    /// <exception cref="ArgumentException">An option is out of range, or an image or region does not fit the model.</exception>
    public static CounterfactualEffect Run(
        IClassifier model, Intervention intervention, IReadOnlyList<CounterfactualImage> images, CounterfactualOptions? options = null, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        options ??= new CounterfactualOptions();
        options.Validate();
        if (!OfRegions.Contains(intervention))
        {
            throw new ArgumentException($"{intervention} changes a property; a region can be changed by {string.Join(" and ", OfRegions)}.", nameof(intervention));
        }

        Check(model.InputShape, images);
        CounterfactualImage[] sorted = [.. images.OrderBy(i => i.Id, StringComparer.Ordinal)];
        CounterfactualImage[] with = [.. sorted.Where(i => i.Has)];
        CounterfactualImage[] free = [.. sorted.Where(i => i.IsFree)];
        var removes = intervention == Intervention.Remove;
        var subjects = removes ? with : free;
        // A donor of the control must be another image than the one that is changed.
        if (!removes && (with.Length == 0 || free.Length < 2))
        {
            return CounterfactualEffect.Of(intervention, [], sorted.Length, $"{with.Length} images have the region and {free.Length} are free of it; pasting needs at least one and two.", options);
        }

        var rows = new List<CounterfactualRow>();
        foreach (var chunk in subjects.Chunk(Math.Max(1, model.PreferredRows / 3)))
        {
            rows.AddRange(ChangedImage.Score(model, [.. chunk.Select(image => removes ? Remove(image, options) : Paste(image, with, free, options))], cancellationToken));
            progress?.Report(rows.Count);
        }

        return ChangedImage.Judge(intervention, rows, sorted.Count(i => i.Region is null), options);
    }

    private static ChangedImage Remove(CounterfactualImage image, CounterfactualOptions options)
    {
        var (height, width) = (image.Input.Shape[1], image.Input.Shape[2]);
        var region = RegionPainter.Grow(image.Region!, height, width, options.Grow);
        var elsewhere = RegionPainter.Elsewhere(region, height, width, Seed(image, options));
        return new ChangedImage(image.Id, "", image.Input.Values.ToArray(), RegionPainter.Fill(image.Input, region), RegionPainter.Fill(image.Input, elsewhere));
    }

    private static ChangedImage Paste(CounterfactualImage image, CounterfactualImage[] with, CounterfactualImage[] free, CounterfactualOptions options)
    {
        var random = new SplitMix64(Seed(image, options));
        var donor = with[(int)(random.NextUniform() * with.Length)];
        CounterfactualImage[] others = [.. free.Where(f => f.Id != image.Id)];
        var other = others[(int)(random.NextUniform() * others.Length)];
        return new ChangedImage(image.Id, donor.Id, image.Input.Values.ToArray(), RegionPainter.Paste(image.Input, donor.Input, donor.Region!), RegionPainter.Paste(image.Input, other.Input, donor.Region!));
    }

    private static ulong Seed(CounterfactualImage image, CounterfactualOptions options) => ContentSeed.Derive(options.Seed, sample: 0, image.Input.Values);

    private static void Check(ImageShape shape, IReadOnlyList<CounterfactualImage> images)
    {
        foreach (var image in images)
        {
            if (!image.Input.Shape.SequenceEqual([shape.Channels, shape.Height, shape.Width]))
            {
                throw new ArgumentException($"Image '{image.Id}' is {image.Input}, but the model takes {shape}.", nameof(images));
            }

            if (image.Region is { } region && region.Count != shape.Height * shape.Width)
            {
                throw new ArgumentException($"The region of '{image.Id}' has {region.Count} pixels, but the model's images have {shape.Height} x {shape.Width}.", nameof(images));
            }
        }
    }
}
