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

    private RegionMask(string region, string? failure, bool[] inside)
    {
        (_region, _failure, _inside) = (region, failure, inside);
        _area = inside.Length == 0 ? 0 : inside.Count(p => p) / (double)inside.Length;
    }

    public static RegionMask Load(string region, string? path, Preprocessing preprocessing)
    {
        if (path is null)
        {
            return new RegionMask(region, "no_mask", []);
        }

        try
        {
            return new RegionMask(region, null, Inside(preprocessing.Fit(ImageDecoder.Decode(path))));
        }
        catch (Exception e) when (e is ImageDecodeException or FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return new RegionMask(region, "unreadable_mask", []);
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

    private static bool[] Inside(RgbImage mask)
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
