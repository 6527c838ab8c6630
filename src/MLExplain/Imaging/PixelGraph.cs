using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>The 8-connected graph of an image's pixels, its edges sorted by the distance of the two colours: what graph-based segmentations of one image share.</summary>
internal sealed class PixelGraph
{
    /// <summary>Blurs the image and sorts the edges.</summary>
    /// <param name="image"><c>[C,H,W]</c>, finite.</param>
    /// <param name="sigma">Standard deviation of the blur in pixels; 0 for none.</param>
    public PixelGraph(Tensor image, double sigma)
    {
        (Height, Width) = (image.Shape[1], image.Shape[2]);
        var planes = new double[image.Shape[0]][];
        for (var channel = 0; channel < planes.Length; channel++)
        {
            planes[channel] = Array.ConvertAll(image.Row(channel).ToArray(), value => (double)value);
            GaussianBlur.Apply(planes[channel], Height, Width, sigma, BlurBorder.Reflect, planes[channel]);
        }

        // In this order: to the right, down, down right, up right; each from left to right and from top to bottom.
        var edges = (Height * (Width - 1)) + ((Height - 1) * Width) + (2 * (Height - 1) * (Width - 1));
        var (one, cost) = (new int[edges], new double[edges]);
        var other = new int[edges];
        var count = 0;
        foreach (var (dy, dx) in new[] { (0, 1), (1, 0), (1, 1), (1, -1) })
        {
            for (var y = 0; y < Height - dy; y++)
            {
                for (var x = Math.Max(0, -dx); x < Width - Math.Max(0, dx); x++)
                {
                    var (pixel, neighbour) = ((y * Width) + x, ((y + dy) * Width) + x + dx);
                    (one[count], other[count], cost[count]) = (pixel, neighbour, Distance(planes, pixel, neighbour));
                    count++;
                }
            }
        }

        var order = StableOrder.Ascending(cost);
        (One, Other, Cost) = (new int[edges], new int[edges], new double[edges]);
        for (var i = 0; i < edges; i++)
        {
            (One[i], Other[i], Cost[i]) = (one[order[i]], other[order[i]], cost[order[i]]);
        }
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>One pixel of each edge, the cheapest edge first.</summary>
    public int[] One { get; }

    /// <summary>The other pixel of each edge.</summary>
    public int[] Other { get; }

    /// <summary>Euclidean distance of the two pixels' colours.</summary>
    public double[] Cost { get; }

    private static double Distance(double[][] planes, int pixel, int neighbour)
    {
        var sum = 0.0;
        foreach (var plane in planes)
        {
            var difference = plane[neighbour] - plane[pixel];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
