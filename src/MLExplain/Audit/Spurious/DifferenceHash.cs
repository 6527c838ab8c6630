using System.Numerics;
using MLExplain.Imaging;

namespace MLExplain.Audit.Spurious;

/// <summary>Whether brightness rises or falls from cell to cell of a 9 x 8 reduction of the picture: 64 bits that near duplicates share.</summary>
public static class DifferenceHash
{
    private const int Side = 8;

    /// <summary>The fingerprint of a picture: bit 8 y + x is set where cell (x + 1, y) is brighter than cell (x, y).</summary>
    /// <param name="picture">The picture.</param>
    public static ulong Of(RgbImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var small = PillowResize.Apply(picture, Side + 1, Side);
        ulong hash = 0;
        for (var bit = 0; bit < Side * Side; bit++)
        {
            var (y, x) = (bit / Side, bit % Side);
            hash |= Luma(small, x + 1, y) > Luma(small, x, y) ? 1UL << bit : 0;
        }

        return hash;
    }

    /// <summary>In how many of 64 bits two fingerprints differ: 0 for the same picture, about 32 for unrelated ones.</summary>
    /// <param name="first">One fingerprint.</param>
    /// <param name="second">Another.</param>
    public static int Distance(ulong first, ulong second) => BitOperations.PopCount(first ^ second);

    private static byte Luma(RgbImage image, int x, int y)
    {
        var i = 3 * ((y * image.Width) + x);
        return RgbImage.Luma(image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]);
    }
}
