using MLExplain.Imaging;

namespace MLExplain.Audit;

/// <summary>Relevance mass in a region: the share of a map's positive part that lies under a mask.</summary>
/// <remarks>
/// The mask goes through the same geometry as the picture; a pixel belongs to the region when its luma is above half.
/// Arras et al. (2022), arXiv:2003.07258, measure the same share on all-positive maps; here negative attribution is left out, not folded in.
/// </remarks>
internal static class RegionMeasure
{
    public static RegionShare Measure(string region, string? maskPath, Preprocessing preprocessing, ReadOnlySpan<float> map)
    {
        if (maskPath is null)
        {
            return new RegionShare(region, null, null, "no_mask");
        }

        bool[] inside;
        try
        {
            inside = Inside(preprocessing.Fit(ImageDecoder.Decode(maskPath)));
        }
        catch (Exception e) when (e is ImageDecodeException or FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return new RegionShare(region, null, null, "unreadable_mask");
        }

        var area = inside.Count(p => p) / (double)inside.Length;
        if (area == 0)
        {
            return new RegionShare(region, 0, null, "empty_mask");
        }

        var (within, total) = (0.0, 0.0);
        for (var i = 0; i < inside.Length; i++)
        {
            var positive = Math.Max(map[i], 0f);
            total += positive;
            within += inside[i] ? positive : 0;
        }

        return total == 0 ? new RegionShare(region, area, null, "zero_saliency") : new RegionShare(region, area, within / total, "ok");
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
