using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Imaging;

/// <summary>Segments as the hills of a density over position and colour: every pixel climbs to its nearest denser neighbour.</summary>
/// <remarks>
/// A. Vedaldi, S. Soatto, "Quick shift and kernel methods for mode seeking", ECCV 2008, as scikit-image 0.19.3 computes it: density =
/// Σ exp(−d² / 2k²) over the window of ⌈3k⌉ pixels on each side, d² the squared distance in (y, x, ratio · colour), colours in L*a*b* for
/// three channels; links longer than the largest distance are cut. Time grows with the square of the kernel size.
/// Differs: scikit-image breaks ties by adding seeded noise of 1e-5 to the densities; here, of two pixels of equal density, the first in
/// raster order counts as the denser; terms of the density are whole multiples of 2^-38, so that equal surroundings give equal sums. Where
/// nothing ties and no two densities lie within 1e-4, the segments are the same.
/// </remarks>
public sealed record QuickshiftSegmentation : Segmentation
{
    /// <summary>Standard deviation k of the density in pixels, 1 to 30: larger gives fewer segments.</summary>
    /// <value>Default: 4, as LIME uses it for images.</value>
    public double KernelSize { get; init; } = 4;

    /// <summary>Length in pixels beyond which a link is cut, above 0: larger gives fewer segments.</summary>
    /// <value>Default: 200, as LIME uses it for images; more than the window, so that colour decides.</value>
    public double MaxDistance { get; init; } = 200;

    /// <summary>Weight of a unit of colour against a pixel of distance, from 0 to 1.</summary>
    /// <value>Default: 0.2, as LIME uses it for images.</value>
    public double Ratio { get; init; } = 0.2;

    /// <inheritdoc/>
    protected override SegmentMap Partition(Tensor image, CancellationToken cancellationToken)
    {
        var (height, width) = (image.Shape[1], image.Shape[2]);
        var planes = LabColor.Planes(image);
        foreach (var plane in planes)
        {
            TensorPrimitives.Multiply(plane, Ratio, plane);
        }

        var shift = new Quickshift(planes, height, width, KernelSize, cancellationToken);
        return SegmentMap.Of(height, width, shift.Roots(MaxDistance, cancellationToken));
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Errors()
    {
        if (!(KernelSize is >= 1 and <= 30))
        {
            yield return FormattableString.Invariant($"Quickshift's kernelSize is {KernelSize} but must lie from 1 to 30, where densities are exact sums and an image takes seconds, not minutes.");
        }

        if (!(double.IsFinite(MaxDistance) && MaxDistance > 0))
        {
            yield return FormattableString.Invariant($"Quickshift's maxDistance is {MaxDistance} but must be a number above 0.");
        }

        if (!(Ratio is >= 0 and <= 1))
        {
            yield return FormattableString.Invariant($"Quickshift's ratio is {Ratio} but must lie from 0 to 1.");
        }
    }
}
