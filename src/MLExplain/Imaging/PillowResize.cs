using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>Antialiased bilinear resampling of 8-bit pictures, in the fixed-point arithmetic of Pillow (so that pixels agree to the bit).</summary>
/// <remarks>
/// Each row is resampled along x and rounded to 8 bits, then the rows are summed along y. Weights are fixed-point with 22 fractional
/// bits: 32 less 8 for the pixel less 2 of headroom. Integer sums do not depend on their order, so each input row is read once and
/// added to every output row it belongs to: memory is that of the output. Only the window is computed; its pixels do not depend on it.
/// </remarks>
internal static class PillowResize
{
    private const int PrecisionBits = 32 - 8 - 2;
    private const int Half = 1 << (PrecisionBits - 1);

    /// <summary>Resizes a whole picture.</summary>
    public static RgbImage Apply(RgbImage image, int width, int height) => Apply(image, width, height, 0, 0, width, height);

    /// <summary>Resizes to width x height and keeps the window of the given size that starts at (left, top).</summary>
    public static RgbImage Apply(RgbImage image, int width, int height, int left, int top, int windowWidth, int windowHeight)
    {
        var columns = new TriangleFilter(image.Width, width, left, windowWidth);
        var rows = new TriangleFilter(image.Height, height, top, windowHeight);
        var columnWeights = ToFixedPoint(columns.Weights);
        var rowWeights = ToFixedPoint(rows.Weights);

        var stride = 3 * windowWidth;
        var line = new byte[stride];
        var sums = new int[stride * windowHeight];
        Array.Fill(sums, Half);
        var done = 0;
        for (var y = rows.First[0]; done < windowHeight; y++)
        {
            ResizeLine(image.Pixels.AsSpan(3 * image.Width * y, 3 * image.Width), columns, columnWeights, line);
            for (var output = done; output < windowHeight && rows.First[output] <= y; output++)
            {
                var tap = y - rows.First[output];
                Accumulate(line, rowWeights[(output * rows.Taps) + tap], sums.AsSpan(output * stride, stride));
                done += tap == rows.Count[output] - 1 ? 1 : 0;
            }
        }

        return new RgbImage(windowWidth, windowHeight, Array.ConvertAll(sums, ToByte));
    }

    private static void ResizeLine(ReadOnlySpan<byte> source, TriangleFilter filter, int[] weights, Span<byte> destination)
    {
        for (var x = 0; x < filter.First.Length; x++)
        {
            var taps = weights.AsSpan(x * filter.Taps, filter.Count[x]);
            var pixels = source.Slice(3 * filter.First[x], 3 * taps.Length);
            int red = Half, green = Half, blue = Half;
            for (var t = 0; t < taps.Length; t++)
            {
                red += pixels[3 * t] * taps[t];
                green += pixels[(3 * t) + 1] * taps[t];
                blue += pixels[(3 * t) + 2] * taps[t];
            }

            destination[3 * x] = ToByte(red);
            destination[(3 * x) + 1] = ToByte(green);
            destination[(3 * x) + 2] = ToByte(blue);
        }
    }

    private static void Accumulate(ReadOnlySpan<byte> line, int weight, Span<int> sums)
    {
        for (var i = 0; i < line.Length; i++)
        {
            sums[i] += line[i] * weight;
        }
    }

    private static int[] ToFixedPoint(double[] weights) => Array.ConvertAll(weights, static weight => (int)(0.5 + (weight * (1 << PrecisionBits))));

    private static byte ToByte(int sum) => (byte)Math.Clamp(sum >> PrecisionBits, 0, 255);
}
