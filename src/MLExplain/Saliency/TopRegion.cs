using MLExplain.Imaging;

namespace MLExplain.Saliency;

/// <summary>The most important part of an image.</summary>
public static class TopRegion
{
    /// <summary>The part that a result ranks highest.</summary>
    /// <param name="attribution">The result; of <see cref="XraiAttribution"/> whole segments are taken, of others single pixels by the sum of their channels.</param>
    /// <param name="fraction">Share of the image's pixels, above 0 to 1, such as 0.1; at least one segment or pixel is taken.</param>
    /// <returns>Whether each pixel of the map belongs to it, row-major. Of pixels tied at its edge the first in row-major order are taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is no such share.</exception>
    public static bool[] Of(Attribution attribution, double fraction)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        RequireShare(fraction);
        if (attribution is XraiAttribution xrai)
        {
            return xrai.Ranking.TopRegion(fraction);
        }

        var map = SaliencyMap.From(attribution, ChannelReduction.Sum).Values.Values;
        var region = new bool[map.Length];
        var count = Math.Max(1, (int)(fraction * map.Length));
        foreach (var pixel in Enumerable.Range(0, map.Length).OrderByDescending(pixel => map[pixel]).Take(count))
        {
            region[pixel] = true;
        }

        return region;
    }

    /// <summary>A picture of a region alone, the rest in one grey.</summary>
    /// <param name="picture">The picture, of the region's size.</param>
    /// <param name="region">Whether each pixel is shown, row-major.</param>
    /// <param name="rest">Level of the rest; black unless told otherwise.</param>
    /// <exception cref="ArgumentException">The picture has another number of pixels.</exception>
    public static RgbImage Picture(RgbImage picture, IReadOnlyList<bool> region, byte rest = 0)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(region);
        if (picture.Width * picture.Height != region.Count)
        {
            throw new ArgumentException($"A region of {region.Count} pixels cannot be cut from a picture of {picture.Height}x{picture.Width}; the sizes must be equal.", nameof(picture));
        }

        var pixels = (byte[])picture.Pixels.Clone();
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = region[i / 3] ? pixels[i] : rest;
        }

        return new RgbImage(picture.Width, picture.Height, pixels);
    }

    internal static void RequireShare(double fraction)
    {
        if (!(fraction is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), FormattableString.Invariant($"A region of {fraction} of the image was asked for; expected is a share above 0, at most 1."));
        }
    }
}
