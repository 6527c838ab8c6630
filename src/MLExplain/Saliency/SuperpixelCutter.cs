using MLExplain.Imaging;
using MLExplain.Models;

namespace MLExplain.Saliency;

/// <summary>Cuts images into superpixels that can be hidden.</summary>
internal sealed class SuperpixelCutter
{
    // The surrogates' matrices grow with the square of it, their work with the cube; explanations of so many parts say nothing to people.
    public const int MaxSuperpixels = 2048;

    private readonly string _method;
    private readonly Segmentation _segmentation;
    private readonly Preprocessing? _preprocessing;
    private readonly ImageShape _shape;
    private readonly BaselinePainter? _painter;

    /// <param name="method">The method's name.</param>
    /// <param name="segmentation">How images are cut.</param>
    /// <param name="replacement">What a hidden superpixel shows; null for its own mean colour.</param>
    /// <param name="preprocessing">How images were made from pixels, if known.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="seed">Of random replacements.</param>
    /// <exception cref="ArgumentException">The replacement cannot be painted for this model.</exception>
    public SuperpixelCutter(string method, Segmentation segmentation, Baseline? replacement, Preprocessing? preprocessing, ImageShape shape, int seed)
    {
        (_method, _segmentation, _preprocessing, _shape) = (method, segmentation, preprocessing, shape);
        _painter = replacement is null ? null : new BaselinePainter(method, replacement, preprocessing, shape, seed);
    }

    /// <summary>What a reader must know when there is one superpixel only.</summary>
    public const string SingleWarning = "the whole image is one superpixel, so the map shows no place: choose a finer segmentation.";

    /// <summary>Cuts one image.</summary>
    /// <param name="image">[C,H,W], network space.</param>
    /// <param name="index">Its place in the batch, for messages.</param>
    /// <param name="cancellationToken">Stops the cutting.</param>
    public Superpixels Cut(ReadOnlySpan<float> image, int index, CancellationToken cancellationToken = default)
    {
        var segments = _segmentation.Segment(SegmentationImage.Of(image, _shape, _preprocessing), cancellationToken);
        return segments.Count <= MaxSuperpixels
            ? new Superpixels(image.ToArray(), segments, _painter?.Paint(image, sample: 0))
            : throw new SaliencyException(
                $"'{_method}' cannot explain image {index} of the batch: it falls into {segments.Count} superpixels, but at most {MaxSuperpixels} are explained; choose a coarser segmentation.");
    }
}
