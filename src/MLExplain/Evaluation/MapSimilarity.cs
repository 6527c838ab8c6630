using MLExplain.Tensors;

namespace MLExplain.Evaluation;

/// <summary>How alike two saliency maps of one image are; 1 for equal maps.</summary>
/// <remarks>
/// The three comparisons of J. Adebayo et al. 2018, arXiv:1810.03292, §3: Spearman's rank correlation of the pixels, SSIM and the rank
/// correlation of HOG descriptors. For the last two each map is first scaled to 0..1 by its own smallest and largest value, so that the
/// range of SSIM is 1. Differs from Quantus, whose SSIM slides a window over flattened maps, where neighbours above and below are lost.
/// A constant map has no similarity: that is a status, never a NaN.
/// </remarks>
public static class MapSimilarity
{
    private const int LargestDefaultCell = 16;

    /// <summary>Compares two maps.</summary>
    /// <param name="first">A map, signed, <c>[H,W]</c>.</param>
    /// <param name="second">The other.</param>
    /// <param name="options">How; null for the rank correlation of magnitudes.</param>
    /// <exception cref="ArgumentException">The maps are not of one size, or an option is out of range.</exception>
    public static MeasureScore Between(Tensor first, Tensor second, SimilarityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        options ??= new SimilarityOptions();
        Saliency.OptionErrors.Refuse("similarity", options.Errors());
        if (first.Rank != 2 || !first.Shape.SequenceEqual(second.Shape))
        {
            throw new ArgumentException($"Two maps [H,W] of one size were expected, but {first} and {second} were given.", nameof(second));
        }

        var (height, width) = (first.Shape[0], first.Shape[1]);
        var (a, b) = (Read(first, options.Absolute), Read(second, options.Absolute));
        if (Spearman.IsConstant(a) || Spearman.IsConstant(b))
        {
            var which = Spearman.IsConstant(a) ? Spearman.IsConstant(b) ? "Both maps are" : "The first map is" : "The second map is";
            return MeasureScore.Undefined($"{which} constant, which is like no map and unlike none.");
        }

        return options.Kind switch
        {
            SimilarityKind.Spearman => MeasureScore.Of(Spearman.Of(a, b)!.Value),
            SimilarityKind.Ssim => Ssim(Scaled(a), Scaled(b), height, width),
            _ => Hog(Scaled(a), Scaled(b), height, width, options.Cell ?? Math.Clamp(Math.Min(height, width) / 7, 1, LargestDefaultCell)),
        };
    }

    private static MeasureScore Ssim(double[] a, double[] b, int height, int width) => Math.Min(height, width) < StructuralSimilarity.Window
        ? MeasureScore.NotApplicable($"SSIM needs {StructuralSimilarity.Window} pixels on each side, but the maps are {height} x {width}.")
        : MeasureScore.Of(StructuralSimilarity.Mean(a, b, height, width, dataRange: 1));

    private static MeasureScore Hog(double[] a, double[] b, int height, int width, int cell)
    {
        if (Math.Min(height, width) / cell < OrientedGradients.Block)
        {
            return MeasureScore.NotApplicable(
                $"HOG needs {OrientedGradients.Block} cells of {cell} pixels on each side, but the maps are {height} x {width}: give smaller cells.");
        }

        return Spearman.Of(OrientedGradients.Describe(a, height, width, cell), OrientedGradients.Describe(b, height, width, cell)) is { } value
            ? MeasureScore.Of(value)
            : MeasureScore.Undefined("A map has no edges inside the cells of HOG, so that its descriptor is constant.");
    }

    private static double[] Read(Tensor map, bool absolute) => Array.ConvertAll(map.Values, v => absolute ? Math.Abs((double)v) : v);

    /// <summary>0 for the smallest value, 1 for the largest; the map is not constant.</summary>
    private static double[] Scaled(double[] values)
    {
        var (lowest, highest) = (values.Min(), values.Max());
        return Array.ConvertAll(values, v => (v - lowest) / (highest - lowest));
    }
}
