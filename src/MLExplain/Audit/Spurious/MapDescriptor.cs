using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>A map reduced to what means and clusters compare: where it is strong, whatever its scale.</summary>
/// <param name="Values">Magnitudes, rows first; they add up to 1.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public sealed record MapDescriptor(IReadOnlyList<float> Values, int Height, int Width)
{
    /// <summary>Longest side, so that a shift by a few pixels of a picture stays near.</summary>
    public const int LongSide = 16;

    /// <summary>The mean magnitude of each cell ÷ their sum.</summary>
    /// <param name="map">One signed value per pixel, <c>[H,W]</c>.</param>
    /// <param name="side">Longest side of the result, at least 1; smaller maps keep their size. Default: 16.</param>
    /// <returns>Null for a map that is zero everywhere.</returns>
    public static MapDescriptor? Of(Tensor map, int side = LongSide)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        var (height, width) = (map.Shape[0], map.Shape[1]);
        var factor = Math.Min(1.0, side / (double)Math.Max(height, width));
        var (newHeight, newWidth) = (Math.Max(1, (int)Math.Round(height * factor)), Math.Max(1, (int)Math.Round(width * factor)));
        float[] magnitudes = [.. map.Values.ToArray().Select(Math.Abs)];
        var reduced = PlaneResize.Bilinear(magnitudes, height, width, newHeight, newWidth);
        var sum = Statistics.Sum(reduced);
        return sum > 0 ? new MapDescriptor(Array.ConvertAll(reduced, v => (float)(v / sum)), newHeight, newWidth) : null;
    }
}
