namespace MLExplain.Tensors;

/// <summary>Brings a map of numbers to another size, such as a feature map's to the picture's.</summary>
public static class PlaneResize
{
    /// <summary>
    /// Bilinear: enlarging, interpolation between pixel centres (PyTorch's <c>align_corners=False</c>);
    /// reducing, antialiased (its <c>antialias=True</c>), so that no value is skipped.
    /// </summary>
    /// <param name="source">height · width values, row-major.</param>
    /// <param name="height">Rows of the source; at least 1.</param>
    /// <param name="width">Columns of the source; at least 1.</param>
    /// <param name="newHeight">Rows of the result; at least 1.</param>
    /// <param name="newWidth">Columns of the result; at least 1.</param>
    /// <returns>newHeight · newWidth values, each a weighted mean of source values (sums in double).</returns>
    public static float[] Bilinear(ReadOnlySpan<float> source, int height, int width, int newHeight, int newWidth)
    {
        Check(source.Length, height, width, newHeight, newWidth);
        var columns = new TriangleFilter(width, newWidth);
        var rows = new TriangleFilter(height, newHeight);
        var mixed = new double[height * newWidth];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < newWidth; x++)
            {
                var sum = 0.0;
                for (var t = 0; t < columns.Count[x]; t++)
                {
                    sum += columns.Weights[(x * columns.Taps) + t] * source[(y * width) + columns.First[x] + t];
                }

                mixed[(y * newWidth) + x] = sum;
            }
        }

        var result = new float[newHeight * newWidth];
        for (var i = 0; i < result.Length; i++)
        {
            var (y, x) = (i / newWidth, i % newWidth);
            var sum = 0.0;
            for (var t = 0; t < rows.Count[y]; t++)
            {
                sum += rows.Weights[(y * rows.Taps) + t] * mixed[((rows.First[y] + t) * newWidth) + x];
            }

            result[i] = (float)sum;
        }

        return result;
    }

    /// <summary>Nearest: pixel (y, x) of the result is source pixel (⌊y · height / newHeight⌋, ⌊x · width / newWidth⌋), as PyTorch's mode nearest.</summary>
    /// <param name="source">height · width values, row-major.</param>
    /// <param name="height">Rows of the source; at least 1.</param>
    /// <param name="width">Columns of the source; at least 1.</param>
    /// <param name="newHeight">Rows of the result; at least 1.</param>
    /// <param name="newWidth">Columns of the result; at least 1.</param>
    /// <returns>newHeight · newWidth values.</returns>
    public static float[] Nearest(ReadOnlySpan<float> source, int height, int width, int newHeight, int newWidth)
    {
        Check(source.Length, height, width, newHeight, newWidth);
        var result = new float[newHeight * newWidth];
        for (var i = 0; i < result.Length; i++)
        {
            var y = (long)(i / newWidth) * height / newHeight;
            var x = (long)(i % newWidth) * width / newWidth;
            result[i] = source[(int)((y * width) + x)];
        }

        return result;
    }

    private static void Check(int length, int height, int width, int newHeight, int newWidth)
    {
        if (height < 1 || width < 1 || newHeight < 1 || newWidth < 1 || length != (long)height * width)
        {
            throw new ArgumentException($"A map of {length} values cannot be resized from {height}x{width} to {newHeight}x{newWidth}: every size must be at least 1 and the values as many as the first size holds.");
        }
    }
}
