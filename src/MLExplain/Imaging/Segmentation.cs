using System.Text.Json.Serialization;
using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>A way of cutting images into segments, with its parameters. Equal images and parameters give equal segments.</summary>
[JsonDerivedType(typeof(FelzenszwalbSegmentation), "felzenszwalb")]
[JsonDerivedType(typeof(SlicSegmentation), "slic")]
[JsonDerivedType(typeof(QuickshiftSegmentation), "quickshift")]
[JsonDerivedType(typeof(GridSegmentation), "grid")]
public abstract record Segmentation
{
    /// <summary>Cuts an image.</summary>
    /// <param name="image"><c>[C,H,W]</c>, 1 to 4 channels, values in [0, 1]: the parameters presume that range.</param>
    /// <param name="cancellationToken">Stops between rows, rounds or passes over the image.</param>
    /// <returns>Every pixel's segment.</returns>
    /// <exception cref="ArgumentException">A parameter is out of range (the message lists them all), or the tensor is not such an image.</exception>
    public SegmentMap Segment(Tensor image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        var errors = string.Join(" ", Errors());
        if (errors.Length > 0)
        {
            throw new ArgumentException(errors);
        }

        if (image.Rank != 3 || image.Length == 0 || image.Shape[0] > 4)
        {
            throw new ArgumentException($"A segmentation takes one image [C,H,W] of 1 to 4 channels, but {image} was given.", nameof(image));
        }

        var bad = Array.FindIndex(image.Values, value => !(value is >= 0 and <= 1));
        if (bad >= 0)
        {
            var pixel = bad % (image.Shape[1] * image.Shape[2]);
            throw new ArgumentException(
                FormattableString.Invariant($"The image to be segmented holds {image.Values[bad]} in row {pixel / image.Shape[2]}, column {pixel % image.Shape[2]}; its values must lie in [0, 1]."),
                nameof(image));
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Partition(image, cancellationToken);
    }

    /// <summary>Cuts an image that was checked, with parameters that were checked.</summary>
    /// <param name="image"><c>[C,H,W]</c>, 1 to 4 channels, values in [0, 1].</param>
    /// <param name="cancellationToken">Stops the work where it takes long.</param>
    protected abstract SegmentMap Partition(Tensor image, CancellationToken cancellationToken);

    /// <summary>Every broken rule of the parameters, one sentence each.</summary>
    protected internal abstract IEnumerable<string> Errors();
}
