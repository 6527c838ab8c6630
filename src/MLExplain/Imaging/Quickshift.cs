namespace MLExplain.Imaging;

/// <summary>The way up from every pixel to its nearest denser neighbour, over position and colour.</summary>
internal sealed class Quickshift
{
    private readonly double[][] _planes;
    private readonly int _height;
    private readonly int _width;
    private readonly double[] _density;
    private readonly (int Y, int X, int Squared)[] _window;

    /// <summary>Takes the densities.</summary>
    /// <param name="planes">Colours, scaled to pixels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="kernelSize">Standard deviation in pixels.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public Quickshift(double[][] planes, int height, int width, double kernelSize, CancellationToken cancellationToken = default)
    {
        var reach = (int)Math.Ceiling(3 * kernelSize);
        (_planes, _height, _width) = (planes, height, width);
        _density = QuickshiftDensity.Of(planes, height, width, reach, kernelSize, cancellationToken);
        var side = Enumerable.Range(-reach, (2 * reach) + 1).ToArray();
        _window = [.. from y in side from x in side let squared = (y * y) + (x * x) where squared > 0 orderby squared select (y, x, squared)];
    }

    /// <summary>The top that each pixel climbs to.</summary>
    /// <param name="maxDistance">Longer steps are not taken.</param>
    /// <param name="cancellationToken">Stops between pixels.</param>
    public int[] Roots(double maxDistance, CancellationToken cancellationToken = default)
    {
        var parent = new int[_density.Length];
        for (var pixel = 0; pixel < parent.Length; pixel++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            parent[pixel] = Above(pixel, maxDistance * maxDistance);
        }

        for (var pixel = 0; pixel < parent.Length; pixel++)
        {
            // Every step leads to a higher place, so the climb ends.
            var root = pixel;
            while (parent[root] != root)
            {
                root = parent[root];
            }

            parent[pixel] = root;
        }

        return parent;
    }

    // Of two neighbours equally near, the first in raster order. The window is sorted by position: what is farther by that alone is not looked at.
    private int Above(int pixel, double limit)
    {
        var (y, x) = (pixel / _width, pixel % _width);
        var (nearest, parent) = (limit, pixel);
        foreach (var (dy, dx, squared) in _window)
        {
            if (squared > nearest)
            {
                break;
            }

            if ((uint)(y + dy) < (uint)_height && (uint)(x + dx) < (uint)_width)
            {
                var other = pixel + (dy * _width) + dx;
                if (_density[other] > _density[pixel] || (_density[other] == _density[pixel] && other < pixel))
                {
                    var distance = SquaredDistance(pixel, other, squared);
                    (nearest, parent) = distance < nearest || (distance == nearest && (parent == pixel || other < parent)) ? (distance, other) : (nearest, parent);
                }
            }
        }

        return parent;
    }

    private double SquaredDistance(int pixel, int other, double sum)
    {
        foreach (var plane in _planes)
        {
            var difference = plane[pixel] - plane[other];
            sum += difference * difference;
        }

        return sum;
    }
}
