using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Imaging;

/// <summary>How crowded the place of every pixel is: Σ exp(−d² / 2k²) over its window, d² the squared distance in position and colour.</summary>
internal static class QuickshiftDensity
{
    // Adding and subtracting 1.5 · 2^14 rounds a term to a multiple of 2^−38. Sums of up to 2^15 such terms are exact, so their order is free:
    // pixels with the same surroundings, mirrored or not, have the same density to the bit.
    private const double Rounding = 1.5 * (1 << 14);

    /// <summary>The densities, row-major.</summary>
    /// <param name="planes">Colours, scaled to pixels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="reach">Pixels that the window spans on each side.</param>
    /// <param name="kernelSize">k, in pixels.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public static double[] Of(double[][] planes, int height, int width, int reach, double kernelSize, CancellationToken cancellationToken = default)
    {
        var density = new double[height * width];
        Array.Fill(density, 1);
        var (terms, buffer) = (new double[width], new double[width]);
        for (var y = 0; y < height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Every pair once: a row with itself and those below, shifted to both sides.
            for (var dy = 0; dy <= Math.Min(reach, height - 1 - y); dy++)
            {
                for (var dx = dy == 0 ? 1 : -Math.Min(reach, width - 1); dx <= Math.Min(reach, width - 1); dx++)
                {
                    var (count, first) = (width - Math.Abs(dx), (y * width) + Math.Max(0, -dx));
                    var row = terms.AsSpan(0, count);
                    var sum = buffer.AsSpan(0, count);
                    var second = first + (dy * width) + dx;
                    SquaredDistances(planes, first, second, (dy * dy) + (dx * dx), row, sum);
                    TensorPrimitives.Multiply(sum, -0.5 / (kernelSize * kernelSize), row);
                    TensorPrimitives.Exp(row, row);
                    TensorPrimitives.Add(row, Rounding, row);
                    TensorPrimitives.Subtract(row, Rounding, row);
                    TensorPrimitives.Add(density.AsSpan(first, count), row, density.AsSpan(first, count));
                    TensorPrimitives.Add(density.AsSpan(second, count), row, density.AsSpan(second, count));
                }
            }
        }

        return density;
    }

    private static void SquaredDistances(double[][] planes, int first, int second, double position, Span<double> difference, Span<double> sum)
    {
        sum.Fill(position);
        foreach (var plane in planes)
        {
            TensorPrimitives.Subtract<double>(plane.AsSpan(first, sum.Length), plane.AsSpan(second, sum.Length), difference);
            TensorPrimitives.MultiplyAdd<double>(difference, difference, sum, sum);
        }
    }
}
