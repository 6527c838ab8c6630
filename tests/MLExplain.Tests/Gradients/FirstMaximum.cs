using MLExplain.Tensors;

namespace MLExplain.Tests.Gradients;

/// <summary>The rule of MaxPool's gradient, one window after the other: the first maximum in row-major order gets it all.</summary>
internal static class FirstMaximum
{
    public static float[] Gradient(Tensor x, Tensor dY, int[] kernel, int[] strides, int[] dilations, int[] begin)
    {
        var (height, width) = (x.Shape[2], x.Shape[3]);
        var (rows, columns) = (dY.Shape[2], dY.Shape[3]);
        var gradient = new float[x.Length];
        for (var p = 0; p < dY.Length; p++)
        {
            var (plane, row, column) = (p / (rows * columns) * height * width, p / columns % rows, p % columns);
            var best = -1;
            for (var k = 0; k < kernel[0] * kernel[1]; k++)
            {
                var y = (row * strides[0]) + (k / kernel[1] * dilations[0]) - begin[0];
                var at = (column * strides[1]) + (k % kernel[1] * dilations[1]) - begin[1];
                var i = plane + (y * width) + at;
                if (y >= 0 && y < height && at >= 0 && at < width && (best < 0 || x.Values[i] > x.Values[best]))
                {
                    best = i;
                }
            }

            gradient[best] += dY.Values[p];
        }

        return gradient;
    }
}
