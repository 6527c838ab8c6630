using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>Graph-based segments of irregular size: pixels join across cheap edges as long as the join costs less than the segments vary inside.</summary>
/// <remarks>
/// P. Felzenszwalb, D. Huttenlocher, "Efficient graph-based image segmentation", IJCV 59(2), 2004, as scikit-image 0.19.3 computes it:
/// 8-connected pixels, cost = Euclidean distance of the blurred colours, edges from cheap to dear; segments A and B join when
/// cost &lt; min(Int(A) + k/|A|, Int(B) + k/|B|) with k = scale / 255 and Int the dearest edge inside; then, in the same order, segments
/// below the minimum size join their neighbour. The right-hand side is rounded to float32, as there.
/// Differs: edges of equal cost keep their order (to the right, down, down right, up right, each in raster order), where scikit-image leaves it
/// to an unstable sort. With that sort made stable its label maps equal ours, pixel for pixel, on the 72 partitions held side by side.
/// </remarks>
public sealed record FelzenszwalbSegmentation : Segmentation
{
    /// <summary>Level of observation: higher gives larger segments; above 0 or 0.</summary>
    /// <value>Default: 100.</value>
    public double Scale { get; init; } = 100;

    /// <summary>Standard deviation in pixels of the Gaussian that blurs the image first; 0 for none.</summary>
    /// <value>Default: 0.8, as in scikit-image.</value>
    public double Sigma { get; init; } = 0.8;

    /// <summary>Smallest number of pixels of a segment, unless the whole image is smaller; at least 1.</summary>
    /// <value>Default: 50.</value>
    public int MinSize { get; init; } = 50;

    /// <summary>Segments of a graph that was sorted once, for any number of scales.</summary>
    /// <param name="graph">The image's graph.</param>
    /// <param name="scale">Level of observation, at least 0.</param>
    /// <param name="minSize">Smallest number of pixels of a segment.</param>
    /// <param name="cancellationToken">Stops before each of the two passes over the edges.</param>
    internal static SegmentMap Cut(PixelGraph graph, double scale, int minSize, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (one, other, cost) = (graph.One, graph.Other, graph.Cost);
        var forest = new PixelForest(graph.Height * graph.Width);
        var inner = new double[graph.Height * graph.Width];
        var k = scale / 255;

        // An edge inside a segment stays inside, so the second pass needs only those that stayed between two.
        var between = new List<int>(one.Length / 4);
        for (var edge = 0; edge < one.Length; edge++)
        {
            var (a, b) = (forest.Root(one[edge]), forest.Root(other[edge]));
            if (a == b)
            {
                continue;
            }

            if (cost[edge] < Math.Min((float)(inner[a] + (k / forest.Size(a))), (float)(inner[b] + (k / forest.Size(b)))))
            {
                inner[forest.Join(a, b)] = cost[edge];
            }
            else
            {
                between.Add(edge);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (var edge in between)
        {
            var (a, b) = (forest.Root(one[edge]), forest.Root(other[edge]));
            if (a != b && (forest.Size(a) < minSize || forest.Size(b) < minSize))
            {
                forest.Join(a, b);
            }
        }

        return forest.ToMap(graph.Height, graph.Width);
    }

    /// <inheritdoc/>
    protected override SegmentMap Partition(Tensor image, CancellationToken cancellationToken) => Cut(new PixelGraph(image, Sigma), Scale, MinSize, cancellationToken);

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Errors()
    {
        if (!(double.IsFinite(Scale) && Scale >= 0))
        {
            yield return FormattableString.Invariant($"Felzenszwalb's scale is {Scale} but must be a number of at least 0.");
        }

        if (!(double.IsFinite(Sigma) && Sigma >= 0))
        {
            yield return FormattableString.Invariant($"Felzenszwalb's sigma is {Sigma} but must be a number of at least 0.");
        }

        if (MinSize < 1)
        {
            yield return $"Felzenszwalb's minSize is {MinSize} but must be at least 1.";
        }
    }
}
