using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>Colours in CIE L*a*b* (1976), where distances follow perception: what superpixels compare.</summary>
internal static class LabColor
{
    /// <summary>Planes of an image in float64: L*a*b* for three channels, read as sRGB in [0, 1] under D65; other images as they are.</summary>
    /// <remarks>IEC 61966-2-1 and CIE 15, with the constants of scikit-image's <c>rgb2lab</c>.</remarks>
    public static double[][] Planes(Tensor image)
    {
        var planes = Enumerable.Range(0, image.Shape[0]).Select(channel => Array.ConvertAll(image.Row(channel).ToArray(), value => (double)value)).ToArray();
        if (planes.Length != 3)
        {
            return planes;
        }

        for (var pixel = 0; pixel < planes[0].Length; pixel++)
        {
            var (r, g, b) = (Linear(planes[0][pixel]), Linear(planes[1][pixel]), Linear(planes[2][pixel]));
            var x = Compress(((0.412453 * r) + (0.357580 * g) + (0.180423 * b)) / 0.95047);
            var y = Compress((0.212671 * r) + (0.715160 * g) + (0.072169 * b));
            var z = Compress(((0.019334 * r) + (0.119193 * g) + (0.950227 * b)) / 1.08883);
            (planes[0][pixel], planes[1][pixel], planes[2][pixel]) = ((116 * y) - 16, 500 * (x - y), 200 * (y - z));
        }

        return planes;
    }

    private static double Linear(double value) => value > 0.04045 ? Math.Pow((value + 0.055) / 1.055, 2.4) : value / 12.92;

    private static double Compress(double value) => value > 0.008856 ? Math.Cbrt(value) : (7.787 * value) + (16.0 / 116);
}
