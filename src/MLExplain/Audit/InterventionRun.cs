using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Audit;

/// <summary>Takes regions away from an audit's images, and pastes them into others.</summary>
public sealed class InterventionRun
{
    private readonly AuditSetup _setup;
    private readonly IReadOnlyList<string> _regions;
    private readonly int _images;
    private readonly CounterfactualOptions _options;

    /// <summary>Prepares a run.</summary>
    /// <param name="setup">Model and images.</param>
    /// <param name="regions">The regions, of those whose masks the manifest names.</param>
    /// <param name="images">Most images with a region, and most free of it, that are changed; at least 2. They are drawn by the seed and the images' identifiers.</param>
    /// <param name="options">How images are changed; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public InterventionRun(AuditSetup setup, IReadOnlyList<string> regions, int images = 200, CounterfactualOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 2);
        (_setup, _regions, _images, _options) = (setup, regions, images, options ?? new CounterfactualOptions());
        _options.Validate();
    }

    /// <summary>Number of steps that <see cref="Execute"/> reports.</summary>
    public int Steps => _regions.Count * (1 + Counterfactuals.OfRegions.Count);

    /// <summary>Runs every intervention on every region; no more images are held than are changed.</summary>
    /// <param name="progress">Told the number of steps done, of <see cref="Steps"/>.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>One entry per region and intervention, in order; the same whatever the order of the manifest.</returns>
    public IReadOnlyList<RegionEffect> Execute(IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        var (effects, done) = (new List<RegionEffect>(), 0);
        foreach (var region in _regions)
        {
            var (images, unknown) = Draw(region, cancellationToken);
            progress?.Report(++done);
            foreach (var intervention in Counterfactuals.OfRegions)
            {
                var effect = Counterfactuals.Run(_setup.Model, intervention, images, _options, null, cancellationToken);
                effects.Add(new RegionEffect(region, effect with { LeftOut = effect.LeftOut + unknown, Reason = Reason(effect.Reason, unknown) }));
                progress?.Report(++done);
            }
        }

        return effects;
    }

    private static string Reason(string reason, int unknown) => reason.Length == 0 || unknown == 0 ? reason
        : FormattableString.Invariant($"{reason} Of {unknown} more nobody knows: a black mask says that a region is not there, and so do empty cells where data.emptyMask is absent.");

    /// <summary>Readable images in the order of the draw, until there are enough with the region and enough free of it, and how many were passed over because nobody knows.</summary>
    private (List<CounterfactualImage> Images, int Unknown) Draw(string region, CancellationToken cancellationToken)
    {
        var (drawn, with, free, unknown) = (new List<CounterfactualImage>(), 0, 0, 0);
        foreach (var row in _setup.Rows.OrderBy(r => ContentSeed.Derive(_options.Seed, r.Id)).ThenBy(r => r.Id, StringComparer.Ordinal).TakeWhile(_ => with < _images || free < _images))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var image = PreparedImage.Load(row, _setup.Root, _setup.Preprocessing);
            if (image.Input is null || RegionMask.Load(region, image, _setup).Inside is not { } inside)
            {
                unknown++;
            }
            else if ((inside.Contains(true) ? with++ : free++) < _images)
            {
                drawn.Add(new CounterfactualImage(row.Id, image.Input, inside));
            }
        }

        return (drawn, unknown);
    }
}
