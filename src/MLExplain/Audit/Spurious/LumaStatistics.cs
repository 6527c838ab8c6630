using MLExplain.Imaging;

namespace MLExplain.Audit.Spurious;

/// <summary>Statistics of a picture's luma, as integers until the last division, so that no order of summing matters.</summary>
internal sealed record LumaStatistics(double Mean, double Deviation, double Sharpness, double Entropy)
{
    public static LumaStatistics Of(RgbImage picture)
    {
        var luma = new byte[picture.Width * picture.Height];
        var counts = new long[256];
        for (var i = 0; i < luma.Length; i++)
        {
            luma[i] = RgbImage.Luma(picture.Pixels[3 * i], picture.Pixels[(3 * i) + 1], picture.Pixels[(3 * i) + 2]);
            counts[luma[i]]++;
        }

        long sum = 0, squares = 0;
        var entropy = 0.0;
        for (var value = 0; value < counts.Length; value++)
        {
            sum += counts[value] * value;
            squares += counts[value] * value * value;
            var share = counts[value] / (double)luma.Length;
            entropy -= share > 0 ? share * Math.Log2(share) : 0;
        }

        return new LumaStatistics(sum / (255.0 * luma.Length), Deviate(sum, squares, luma.Length), Laplacian(luma, picture.Width, picture.Height), entropy);
    }

    private static double Laplacian(byte[] luma, int width, int height)
    {
        long sum = 0, squares = 0;
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = (y * width) + x;
                var value = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - (4 * luma[i]);
                sum += value;
                squares += value * value;
            }
        }

        return width < 3 || height < 3 ? 0 : Deviate(sum, squares, (width - 2L) * (height - 2));
    }

    /// <summary>Standard deviation over n, on the scale 0 to 1; n² · variance is an integer, so nothing cancels.</summary>
    private static double Deviate(long sum, long squares, long count) =>
        Math.Sqrt((double)(((Int128)squares * count) - ((Int128)sum * sum))) / (255.0 * count);
}
