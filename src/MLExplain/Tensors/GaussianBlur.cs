using System.Numerics.Tensors;

namespace MLExplain.Tensors;

/// <summary>Separable Gaussian blur of pictures, as <c>scipy.ndimage.gaussian_filter</c> defines it.</summary>
/// <remarks>
/// The kernel is w_d ∝ e^(−d² / 2σ²) for |d| ≤ r, r = ⌊truncate · σ + ½⌋, normalised to sum 1; rows are mixed first, then columns.
/// Differs from SciPy on float32 input: both passes run in double and only the result is rounded; SciPy also rounds between the passes.
/// </remarks>
public static class GaussianBlur
{
    /// <summary>Radius of the kernel in standard deviations, unless told otherwise: 4, as in SciPy.</summary>
    public const double DefaultTruncate = 4;

    /// <summary>Blurs every plane of a tensor.</summary>
    /// <param name="images"><c>[…,H,W]</c>, at least two axes; each plane H x W is blurred by itself.</param>
    /// <param name="sigma">Standard deviation in pixels; at least 0, and 0 changes nothing.</param>
    /// <param name="border">What is read beyond the border.</param>
    /// <param name="truncate">Radius of the kernel in standard deviations.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor Apply(Tensor images, double sigma, BlurBorder border, double truncate = DefaultTruncate)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(images.Rank, 2, nameof(images));
        var (height, width) = (images.Shape[^2], images.Shape[^1]);
        var blurred = new Tensor(images.Shape);
        var plane = new double[height * width];
        for (var start = 0; start < images.Length; start += plane.Length)
        {
            TensorPrimitives.ConvertChecked<float, double>(images.Values.AsSpan(start, plane.Length), plane);
            Apply(plane, height, width, sigma, border, plane, truncate);
            TensorPrimitives.ConvertTruncating<double, float>(plane, blurred.Values.AsSpan(start, plane.Length));
        }

        return blurred;
    }

    /// <summary>Blurs one plane.</summary>
    /// <param name="source">height · width values, row-major.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">Standard deviation in pixels; at least 0, and 0 changes nothing.</param>
    /// <param name="border">What is read beyond the border.</param>
    /// <param name="destination">Receives the blurred plane; same length, may be the same memory.</param>
    /// <param name="truncate">Radius of the kernel in standard deviations.</param>
    public static void Apply(
        ReadOnlySpan<double> source, int height, int width, double sigma, BlurBorder border, Span<double> destination, double truncate = DefaultTruncate)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, height * width, nameof(source));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, source.Length, nameof(destination));
        var kernel = HalfKernel(sigma, truncate);
        if (kernel.Length == 1)
        {
            source.CopyTo(destination);
            return;
        }

        var mixed = new double[source.Length];
        MixRows(source, height, width, kernel, border, mixed);
        MixColumns(mixed, height, width, kernel, border, destination);
    }

    /// <summary>The weights of distances 0 … r; each but the first counts twice in the sum of 1.</summary>
    internal static double[] HalfKernel(double sigma, double truncate)
    {
        if (!(double.IsFinite(sigma) && sigma >= 0 && double.IsFinite(truncate) && truncate > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), $"Blur with sigma {sigma} and truncate {truncate}: sigma must be finite and at least 0, truncate finite and above 0.");
        }

        var radius = (int)((truncate * sigma) + 0.5);
        var weights = new double[radius + 1];
        weights[0] = 1;
        for (var d = 1; d <= radius; d++)
        {
            weights[d] = Math.Exp(-0.5 / (sigma * sigma) * (d * d));
        }

        // From one end to the other, as SciPy adds them: where symmetric pixels tie up to rounding, segmentations follow the last bit.
        var sum = 0.0;
        for (var d = -radius; d <= radius; d++)
        {
            sum += weights[Math.Abs(d)];
        }

        TensorPrimitives.Divide(weights, sum, weights);
        return weights;
    }

    /// <summary>Where index, which may lie outside 0 … size − 1, is read; −1 stands for a zero.</summary>
    internal static int Locate(int index, int size, BlurBorder border)
    {
        if ((uint)index < (uint)size)
        {
            return index;
        }

        switch (border)
        {
            case BlurBorder.Constant:
                return -1;
            case BlurBorder.Nearest:
                return index < 0 ? 0 : size - 1;
            case BlurBorder.Reflect:
                // Period 2·size, whose second half runs backwards.
                var phase = ((index % (2 * size)) + (2 * size)) % (2 * size);
                return phase < size ? phase : (2 * size) - 1 - phase;
            default:
                throw new ArgumentOutOfRangeException(nameof(border), border, "No such border; expected is Constant, Reflect or Nearest.");
        }
    }

    // destination[y] = w_0 source[y] + Σ_d w_d (source[y − d] + source[y + d]), farthest first, whole rows at a time.
    private static void MixRows(ReadOnlySpan<double> source, int height, int width, double[] kernel, BlurBorder border, Span<double> destination)
    {
        var zeros = new double[width];
        var term = new double[width];
        for (var y = 0; y < height; y++)
        {
            var sum = destination.Slice(y * width, width);
            TensorPrimitives.Multiply(source.Slice(y * width, width), kernel[0], sum);
            for (var d = kernel.Length - 1; d > 0; d--)
            {
                var (above, below) = (Locate(y - d, height, border), Locate(y + d, height, border));
                if (above >= 0 || below >= 0)
                {
                    var upper = above < 0 ? zeros : source.Slice(above * width, width);
                    var lower = below < 0 ? zeros : source.Slice(below * width, width);
                    TensorPrimitives.AddMultiply(upper, lower, kernel[d], term);
                    TensorPrimitives.Add(sum, term, sum);
                }
            }
        }
    }

    // The same along x, on each row with its border written out.
    private static void MixColumns(ReadOnlySpan<double> source, int height, int width, double[] kernel, BlurBorder border, Span<double> destination)
    {
        var radius = kernel.Length - 1;
        var padded = new double[width + (2 * radius)];
        var term = new double[width];
        for (var y = 0; y < height; y++)
        {
            var row = source.Slice(y * width, width);
            for (var i = 0; i < padded.Length; i++)
            {
                var x = Locate(i - radius, width, border);
                padded[i] = x < 0 ? 0 : row[x];
            }

            var sum = destination.Slice(y * width, width);
            TensorPrimitives.Multiply(padded.AsSpan(radius, width), kernel[0], sum);
            for (var d = radius; d > 0; d--)
            {
                TensorPrimitives.AddMultiply(padded.AsSpan(radius - d, width), padded.AsSpan(radius + d, width), kernel[d], term);
                TensorPrimitives.Add(sum, term, sum);
            }
        }
    }
}
