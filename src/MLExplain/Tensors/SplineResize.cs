namespace MLExplain.Tensors;

/// <summary>Cubic B-spline resampling of a plane, zeros beyond its border, as scikit-image's <c>resize(order=3, mode='constant', anti_aliasing=True)</c> does it.</summary>
/// <remarks>
/// Each axis by itself, with f = size / new size: a Gaussian of σ = max(0, (f − 1) / 2), the spline that passes through every sample
/// (M. Unser, "Splines: a perfect fit for signal and image processing", 1999, §IV), its value at (i + ½) f − ½. Clipped to the source's range.
/// </remarks>
internal static class SplineResize
{
    // Zeros on either side; the spline's memory fades by 0.27 per sample, so 12 leave 1e-7 of what lies beyond.
    private const int Padding = 12;

    private static readonly double Pole = Math.Sqrt(3) - 2;

    /// <summary>Resamples a plane.</summary>
    /// <param name="source">height · width values, row-major.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="newHeight">Rows of the result.</param>
    /// <param name="newWidth">Columns of the result.</param>
    public static double[] Apply(ReadOnlySpan<double> source, int height, int width, int newHeight, int newWidth)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in source)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        var across = new double[height * newWidth];
        var line = new double[Math.Max(height, width) + (2 * Padding)];
        for (var y = 0; y < height; y++)
        {
            source.Slice(y * width, width).CopyTo(line.AsSpan(Padding));
            ResampleLine(line.AsSpan(0, width + (2 * Padding)), across.AsSpan(y * newWidth), newWidth, step: 1);
        }

        var result = new double[newHeight * newWidth];
        for (var x = 0; x < newWidth; x++)
        {
            for (var y = 0; y < height; y++)
            {
                line[Padding + y] = across[(y * newWidth) + x];
            }

            ResampleLine(line.AsSpan(0, height + (2 * Padding)), result.AsSpan(x), newHeight, step: newWidth);
        }

        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Math.Clamp(result[i], low, high);
        }

        return result;
    }

    // line holds the samples between paddings of any content, and is overwritten.
    private static void ResampleLine(Span<double> line, Span<double> destination, int count, int step)
    {
        line[..Padding].Clear();
        line[^Padding..].Clear();
        var factor = (double)(line.Length - (2 * Padding)) / count;
        Blur(line, Math.Max(0, (factor - 1) / 2));
        ToCoefficients(line);
        for (var i = 0; i < count; i++)
        {
            var place = ((i + 0.5) * factor) - 0.5 + Padding;
            var cell = (int)Math.Floor(place);
            var (t, u) = (place - cell, 1 - (place - cell));
            destination[i * step] = ((u * u * u * line[cell - 1])
                + ((4 + (3 * t * t * (t - 2))) * line[cell])
                + ((4 + (3 * u * u * (u - 2))) * line[cell + 1])
                + (t * t * t * line[cell + 2])) / 6;
        }
    }

    // The samples only: what lies beyond them stays 0.
    private static void Blur(Span<double> line, double sigma)
    {
        var kernel = GaussianBlur.HalfKernel(sigma, GaussianBlur.DefaultTruncate);
        var samples = line[Padding..^Padding].ToArray();
        for (var i = 0; i < samples.Length; i++)
        {
            var sum = kernel[0] * samples[i];
            for (var d = 1; d < kernel.Length; d++)
            {
                sum += kernel[d] * ((i >= d ? samples[i - d] : 0) + (i + d < samples.Length ? samples[i + d] : 0));
            }

            line[Padding + i] = sum;
        }
    }

    // Samples to spline coefficients: one filter forwards, one backwards. The line starts with zeros, so does the forward filter.
    private static void ToCoefficients(Span<double> line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            line[i] = (6 * line[i]) + (i > 0 ? Pole * line[i - 1] : 0);
        }

        line[^1] *= Pole / ((Pole * Pole) - 1);
        for (var i = line.Length - 2; i >= 0; i--)
        {
            line[i] = Pole * (line[i + 1] - line[i]);
        }
    }
}
