using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>The straight line x(α) = b + α (x − b) from one baseline to one image, and what is known about it so far.</summary>
internal sealed class StraightPath(int image, int sample, float[] input, float[] baseline)
{
    /// <summary>Index of the image in its batch.</summary>
    public int Image => image;

    /// <summary>Which of the image's baselines.</summary>
    public int Sample => sample;

    /// <summary>Number of values of the image.</summary>
    public int Length => input.Length;

    /// <summary>Writes x(α); the ends are the baseline and the image to the bit.</summary>
    public void Fill(double alpha, Span<float> row)
    {
        if (alpha is 0 or 1)
        {
            (alpha == 0 ? baseline : input).CopyTo(row);
            return;
        }

        TensorPrimitives.Subtract(input, baseline, row);
        TensorPrimitives.Multiply(row, (float)alpha, row);
        TensorPrimitives.Add(row, baseline, row);
    }

    /// <summary>Σ_i g_i (x_i − b_i): the derivative of the score along the path, dF/dα.</summary>
    public double Directional(ReadOnlySpan<float> gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < gradient.Length; i++)
        {
            sum += gradient[i] * ((double)input[i] - baseline[i]);
        }

        return sum;
    }

    /// <summary>total += factor · (x − b) · integral, elementwise.</summary>
    public void AddAttribution(ReadOnlySpan<double> integral, double factor, Span<double> total)
    {
        for (var i = 0; i < total.Length; i++)
        {
            total[i] += factor * ((double)input[i] - baseline[i]) * integral[i];
        }
    }

    /// <summary>total += factor · (x − b) · gradient, elementwise.</summary>
    public void AddAttribution(ReadOnlySpan<float> gradient, double factor, Span<double> total)
    {
        for (var i = 0; i < total.Length; i++)
        {
            total[i] += factor * ((double)input[i] - baseline[i]) * gradient[i];
        }
    }
}
