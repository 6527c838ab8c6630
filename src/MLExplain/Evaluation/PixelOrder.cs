using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Evaluation;

/// <summary>Pixels from the most to the least important.</summary>
internal static class PixelOrder
{
    /// <summary>Indices of a map's pixels by descending signed value; equal ones in raster order.</summary>
    public static int[] Descending(Tensor map)
    {
        double largest = TensorPrimitives.Max<float>(map.Values);
        return StableOrder.Ascending(Array.ConvertAll(map.Values, value => largest - value));
    }

    /// <summary>Puts another image's values where the pixels are, in every channel.</summary>
    public static void Replace(ReadOnlySpan<int> pixels, ReadOnlySpan<float> by, Span<float> image, int plane)
    {
        for (var start = 0; start < image.Length; start += plane)
        {
            var from = by.Slice(start, plane);
            var to = image.Slice(start, plane);
            foreach (var pixel in pixels)
            {
                to[pixel] = from[pixel];
            }
        }
    }
}
