using MLExplain.Imaging;

namespace MLExplain.Audit;

/// <summary>A region of interest of one image, or the reason why it cannot be used.</summary>
/// <remarks>
/// Relevance mass is the share of a map's positive part that lies under the mask. The mask goes through the same geometry as the picture;
/// a pixel belongs to the region when its luma is above half. Arras et al. (2022), arXiv:2003.07258, measure the same share on
/// all-positive maps; here negative attribution is left out, not folded in.
/// </remarks>
internal sealed class RegionMask
{
    private readonly string _region;
    private readonly string? _failure;
    private readonly bool[] _inside;
    private readonly double _area;

    private RegionMask(string region, string? failure, string sentence, bool[] inside)
    {
        (_region, _failure, Sentence, _inside) = (region, failure, sentence, inside);
        _area = inside.Length == 0 ? 0 : inside.Count(p => p) / (double)inside.Length;
    }

    /// <summary>Why it cannot be used; empty when it can.</summary>
    public string Sentence { get; }

    /// <summary>The region, row-major at the network's size; null when it cannot be used.</summary>
    public IReadOnlyList<bool>? Inside => _failure is null ? _inside : null;

    public static RegionMask Load(string region, PreparedImage image, AuditSetup setup)
    {
        var (root, preprocessing) = (setup.Root, setup.Preprocessing);
        var file = image.Row.Masks.FirstOrDefault(m => m.Key == region).Value;
        if (string.IsNullOrEmpty(file))
        {
            return setup.EmptyMasks == EmptyMask.Absent
                ? new RegionMask(region, null, "", new bool[preprocessing.Width * preprocessing.Height])
                : new RegionMask(region, "no_mask", $"The manifest names no mask of '{region}' for '{image.Row.Id}'.", []);
        }

        var (bytes, error) = PreparedImage.Read("mask", file, root);
        if (bytes is null)
        {
            return new RegionMask(region, "unreadable_mask", error, []);
        }

        try
        {
            var mask = ImageDecoder.Decode(bytes, file);
            return HasProportionsOf(image.Size, mask)
                ? new RegionMask(region, null, "", Pixels(preprocessing.Fit(mask)))
                : new RegionMask(region, "mask_of_other_shape", FormattableString.Invariant(
                    $"The mask '{file}' is {mask.Width} x {mask.Height} pixels and its picture {image.Size.Width} x {image.Size.Height}: a mask must have its picture's proportions."), []);
        }
        catch (Exception e) when (e is ImageDecodeException or ArgumentException)
        {
            return new RegionMask(region, "unreadable_mask", e.Message, []);
        }
    }

    public RegionShare Measure(ReadOnlySpan<float> map)
    {
        if (_failure is not null)
        {
            return new RegionShare(_region, null, null, _failure);
        }

        if (_area == 0)
        {
            return new RegionShare(_region, 0, null, "empty_mask");
        }

        var (within, total) = (0.0, 0.0);
        for (var i = 0; i < _inside.Length; i++)
        {
            var positive = Math.Max(map[i], 0f);
            total += positive;
            within += _inside[i] ? positive : 0;
        }

        return total == 0 ? new RegionShare(_region, _area, null, "zero_saliency") : new RegionShare(_region, _area, within / total, "ok");
    }

    /// <summary>Up to the rounding of one pixel, so that a mask may be smaller than its picture.</summary>
    private static bool HasProportionsOf((int Width, int Height) picture, RgbImage mask) =>
        Math.Abs(((long)mask.Width * picture.Height) - ((long)mask.Height * picture.Width)) <= Math.Max(picture.Width, picture.Height);

    private static bool[] Pixels(RgbImage mask)
    {
        var inside = new bool[mask.Width * mask.Height];
        for (var i = 0; i < inside.Length; i++)
        {
            var (r, g, b) = (mask.Pixels[3 * i], mask.Pixels[(3 * i) + 1], mask.Pixels[(3 * i) + 2]);
            inside[i] = (299 * r) + (587 * g) + (114 * b) > 127_500;
        }

        return inside;
    }
}
