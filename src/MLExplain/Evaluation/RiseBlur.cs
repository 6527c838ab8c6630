using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>The blur that RISE starts insertion from: an impulse of 11 x 11 pixels blurred with sigma 5 and mirrored at its border, over zeros.</summary>
internal static class RiseBlur
{
    private const int Length = 11;
    private const double Sigma = 5;

    /// <summary>One factor of the kernel, which is separable; sums to 1.</summary>
    public static double[] Kernel { get; } = MakeKernel();

    /// <summary>Blurs every channel of an image.</summary>
    public static float[] Apply(ReadOnlySpan<float> image, ImageShape shape)
    {
        var (height, width) = (shape.Height, shape.Width);
        var result = new float[image.Length];
        var mixed = new double[width];
        for (var row = 0; row < shape.Channels * height; row++)
        {
            Array.Clear(mixed);
            for (var tap = 0; tap < Length; tap++)
            {
                var y = (row % height) + tap - (Length / 2);
                for (var x = 0; y >= 0 && y < height && x < width; x++)
                {
                    mixed[x] += Kernel[tap] * image[((row - (row % height) + y) * width) + x];
                }
            }

            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                for (var tap = Math.Max(0, (Length / 2) - x); tap < Math.Min(Length, width - x + (Length / 2)); tap++)
                {
                    sum += Kernel[tap] * mixed[x + tap - (Length / 2)];
                }

                result[(row * width) + x] = (float)sum;
            }
        }

        return result;
    }

    private static double[] MakeKernel()
    {
        var impulse = new double[Length];
        impulse[Length / 2] = 1;
        GaussianBlur.Apply(impulse, 1, Length, Sigma, BlurBorder.Reflect, impulse);
        return impulse;
    }
}
