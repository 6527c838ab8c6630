using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>A map reduced to what clustering compares: where it is strong, whatever its scale.</summary>
/// <param name="Values">Magnitudes, rows first; they add up to 1.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal sealed record MapDescriptor(float[] Values, int Height, int Width)
{
    /// <summary>The mean magnitude of each cell ÷ their sum; null for a map that is zero everywhere.</summary>
    public static MapDescriptor? Of(Tensor map, int side)
    {
        var (height, width) = (map.Shape[0], map.Shape[1]);
        var factor = Math.Min(1.0, side / (double)Math.Max(height, width));
        var (newHeight, newWidth) = (Math.Max(1, (int)Math.Round(height * factor)), Math.Max(1, (int)Math.Round(width * factor)));
        float[] magnitudes = [.. map.Values.ToArray().Select(Math.Abs)];
        var reduced = PlaneResize.Bilinear(magnitudes, height, width, newHeight, newWidth);
        var sum = Statistics.Sum(reduced);
        return sum > 0 ? new MapDescriptor(Array.ConvertAll(reduced, v => (float)(v / sum)), newHeight, newWidth) : null;
    }
}
