namespace MLExplain.Imaging;

/// <summary>Densities of an image's pixels over position and colour, and the way up from each.</summary>
internal sealed class Quickshift
{
    private readonly double[][] _planes;
    private readonly int _height;
    private readonly int _width;
    private readonly int _reach;
    private readonly double[] _density;

    /// <summary>Takes the densities.</summary>
    /// <param name="planes">Colours, scaled to pixels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="kernelSize">Standard deviation in pixels.</param>
    public Quickshift(double[][] planes, int height, int width, double kernelSize)
    {
        (_planes, _height, _width, _reach) = (planes, height, width, (int)Math.Ceiling(3 * kernelSize));
        _density = new double[height * width];
        Array.Fill(_density, 1);
        for (var pixel = 0; pixel < _density.Length; pixel++)
        {
            AddPairs(pixel, -0.5 / (kernelSize * kernelSize));
        }
    }

    /// <summary>The top that each pixel climbs to.</summary>
    /// <param name="maxDistance">Longer steps are not taken.</param>
    public int[] Roots(double maxDistance)
    {
        var parent = new int[_density.Length];
        for (var pixel = 0; pixel < parent.Length; pixel++)
        {
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

    // Every pair once: a pixel with those to its right and below.
    private void AddPairs(int pixel, double exponent)
    {
        var (y, x) = (pixel / _width, pixel % _width);
        for (var row = y; row <= Math.Min(y + _reach, _height - 1); row++)
        {
            for (var column = row == y ? x + 1 : Math.Max(0, x - _reach); column <= Math.Min(x + _reach, _width - 1); column++)
            {
                var other = (row * _width) + column;
                var term = Math.Exp(exponent * SquaredDistance(pixel, other, row - y, column - x));
                _density[pixel] += term;
                _density[other] += term;
            }
        }
    }

    private int Above(int pixel, double limit)
    {
        var (y, x) = (pixel / _width, pixel % _width);
        var (nearest, parent) = (double.PositiveInfinity, pixel);
        for (var row = Math.Max(0, y - _reach); row <= Math.Min(y + _reach, _height - 1); row++)
        {
            for (var column = Math.Max(0, x - _reach); column <= Math.Min(x + _reach, _width - 1); column++)
            {
                var other = (row * _width) + column;
                if (_density[other] > _density[pixel] || (_density[other] == _density[pixel] && other < pixel))
                {
                    var distance = SquaredDistance(pixel, other, row - y, column - x);
                    (nearest, parent) = distance < nearest ? (distance, other) : (nearest, parent);
                }
            }
        }

        return nearest <= limit ? parent : pixel;
    }

    private double SquaredDistance(int pixel, int other, int dy, int dx)
    {
        double sum = (dy * dy) + (dx * dx);
        foreach (var plane in _planes)
        {
            var difference = plane[pixel] - plane[other];
            sum += difference * difference;
        }

        return sum;
    }
}
