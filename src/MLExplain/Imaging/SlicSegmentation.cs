using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Imaging;

/// <summary>Compact segments of similar size: k-means over position and colour from a grid of centres, then small pieces join a neighbour.</summary>
/// <remarks>
/// R. Achanta et al., "SLIC superpixels compared to state-of-the-art superpixel methods", TPAMI 34(11), 2012, as scikit-image 0.19.3
/// computes it: the image stretched to [0, 1], colours in L*a*b* for three channels divided by the compactness, positions by the grid's
/// step; each centre claims pixels within two steps; pieces below half the mean size join the neighbour that was met last.
/// Differs: labels start at 0 (scikit-image's default of 1 leaves LIME a feature that hides nothing), and a centre that lost all its
/// pixels stays where it was, where scikit-image divides by zero.
/// </remarks>
public sealed record SlicSegmentation : Segmentation
{
    /// <summary>About how many segments; at least 1.</summary>
    /// <value>Default: 100, as in scikit-image.</value>
    public int Segments { get; init; } = 100;

    /// <summary>Weight of position against colour, above 0: larger gives squarer segments.</summary>
    /// <value>Default: 10, as in scikit-image.</value>
    public double Compactness { get; init; } = 10;

    /// <summary>Standard deviation in pixels of the Gaussian that blurs the colours first; 0 for none.</summary>
    /// <value>Default: 0, as in scikit-image.</value>
    public double Sigma { get; init; }

    /// <summary>Most rounds of k-means; at least 1.</summary>
    /// <value>Default: 10, as in scikit-image.</value>
    public int MaxIterations { get; init; } = 10;

    /// <inheritdoc/>
    protected override SegmentMap Partition(Tensor image, CancellationToken cancellationToken)
    {
        var (height, width) = (image.Shape[1], image.Shape[2]);
        var (low, high) = (image.Values.Min(), image.Values.Max());
        var range = high > low ? high - low : 1;
        var planes = LabColor.Planes(new Tensor(image.Shape, Array.ConvertAll(image.Values, value => (value - low) / range)));
        foreach (var plane in planes)
        {
            GaussianBlur.Apply(plane, height, width, Sigma, BlurBorder.Reflect, plane);
            TensorPrimitives.Multiply(plane, 1 / Compactness, plane);
        }

        var clusters = new SlicClusters(planes, height, width, Segments);
        clusters.Run(MaxIterations, cancellationToken);
        var size = (double)(height * width) / clusters.Count;
        return SegmentMap.Of(height, width, SlicConnectivity.Enforce(clusters.Labels, height, width, (int)(0.5 * size), (int)(3 * size)));
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Errors()
    {
        if (Segments < 1)
        {
            yield return $"SLIC's segments is {Segments} but must be at least 1.";
        }

        if (!(double.IsFinite(Compactness) && Compactness > 0))
        {
            yield return FormattableString.Invariant($"SLIC's compactness is {Compactness} but must be a number above 0.");
        }

        if (!(double.IsFinite(Sigma) && Sigma >= 0))
        {
            yield return FormattableString.Invariant($"SLIC's sigma is {Sigma} but must be a number of at least 0.");
        }

        if (MaxIterations < 1)
        {
            yield return $"SLIC's maxIterations is {MaxIterations} but must be at least 1.";
        }
    }
}
