using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>SSIM of two pictures: how alike their local means, contrasts and structures are.</summary>
/// <remarks>
/// Z. Wang, A. Bovik, H. Sheikh, E. Simoncelli 2004, "Image quality assessment: from error visibility to structural similarity", eq. 13:
/// (2 μ_a μ_b + C₁)(2 σ_ab + C₂) / ((μ_a² + μ_b² + C₁)(σ_a² + σ_b² + C₂)), C = (K · range)², under a Gaussian window of 11 x 11 pixels,
/// averaged over the windows that lie inside the picture. Equals scikit-image with <c>gaussian_weights=True</c>: sample covariance.
/// </remarks>
internal static class StructuralSimilarity
{
    /// <summary>Side of the window.</summary>
    public const int Window = 11;

    private const double Sigma = 1.5;
    private const double Truncate = 3.5;
    private const double K1 = 0.01;
    private const double K2 = 0.03;

    /// <param name="a">A picture, height · width values.</param>
    /// <param name="b">The other.</param>
    /// <param name="height">Rows, at least <see cref="Window"/>.</param>
    /// <param name="width">Columns, at least <see cref="Window"/>.</param>
    /// <param name="dataRange">Largest minus smallest value that pictures of this kind can have.</param>
    public static double Mean(double[] a, double[] b, int height, int width, double dataRange)
    {
        var (meanA, meanB) = (Blurred(a, height, width), Blurred(b, height, width));
        var (squareA, squareB, product) = (Blurred(Product(a, a), height, width), Blurred(Product(b, b), height, width), Blurred(Product(a, b), height, width));
        const double Taps = Window * Window;
        const double Sample = Taps / (Taps - 1);
        var (c1, c2) = (Math.Pow(K1 * dataRange, 2), Math.Pow(K2 * dataRange, 2));
        const int Border = (Window - 1) / 2;
        var sum = 0.0;
        for (var y = Border; y < height - Border; y++)
        {
            for (var x = Border; x < width - Border; x++)
            {
                var i = (y * width) + x;
                var (ma, mb) = (meanA[i], meanB[i]);
                var covariance = Sample * (product[i] - (ma * mb));
                var variances = Sample * (squareA[i] - (ma * ma) + squareB[i] - (mb * mb));
                sum += ((2 * ma * mb) + c1) * ((2 * covariance) + c2) / (((ma * ma) + (mb * mb) + c1) * (variances + c2));
            }
        }

        return sum / ((height - (2 * Border)) * (double)(width - (2 * Border)));
    }

    private static double[] Blurred(double[] picture, int height, int width)
    {
        var blurred = new double[picture.Length];
        GaussianBlur.Apply(picture, height, width, Sigma, BlurBorder.Reflect, blurred, Truncate);
        return blurred;
    }

    private static double[] Product(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];
}
