namespace MLExplain.Imaging;

/// <summary>SLIC's k-means: centres in (y, x, colour), each seen only by the pixels near it.</summary>
internal sealed class SlicClusters
{
    private readonly double[][] _features;
    private readonly int _height;
    private readonly int _width;
    private readonly int _stepY;
    private readonly int _stepX;
    private readonly List<double[]> _centres = [];
    private readonly double[] _distance;

    /// <summary>Puts the centres on a grid.</summary>
    /// <param name="planes">Colours, divided by the compactness.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="count">About how many centres.</param>
    public SlicClusters(double[][] planes, int height, int width, int count)
    {
        (_height, _width, Labels, _distance) = (height, width, new int[height * width], new double[height * width]);
        _features = [.. new[] { Positions(pixel => pixel / width), Positions(pixel => pixel % width) }, .. planes];
        var (short_, long_) = (Math.Min(height, width), Math.Max(height, width));
        var step = Math.Max(1, Math.Sqrt((double)height * width / count));
        var (stepShort, stepLong) = short_ < step ? (short_, Math.Max(1, (double)long_ / count)) : (step, step);
        var (stepY, stepX) = height <= width ? (stepShort, stepLong) : (stepLong, stepShort);
        (_stepY, _stepX) = ((int)Math.Round(stepY), (int)Math.Round(stepX));
        for (var y = (int)(stepY / 2); y < height; y += _stepY)
        {
            for (var x = (int)(stepX / 2); x < width; x += _stepX)
            {
                // The colour 0 is equally far for all centres: the first round goes by position alone.
                _centres.Add([y, x, .. new double[planes.Length]]);
            }
        }
    }

    /// <summary>Number of centres.</summary>
    public int Count => _centres.Count;

    /// <summary>The centre of every pixel.</summary>
    public int[] Labels { get; }

    /// <summary>Claims pixels and moves centres, so many times.</summary>
    public void Run(int rounds, CancellationToken cancellationToken = default)
    {
        var weight = 1.0 / Math.Pow(Math.Max(_stepY, _stepX), 2);
        for (var round = 0; round < rounds; round++)
        {
            Array.Fill(_distance, double.PositiveInfinity);
            for (var centre = 0; centre < Count; centre++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Claim(centre, weight);
            }

            Move();
        }
    }

    private double[] Positions(Func<int, int> place) => [.. Enumerable.Range(0, _height * _width).Select(pixel => (double)place(pixel))];

    private void Claim(int index, double weight)
    {
        var centre = _centres[index];
        var lastY = Math.Min(centre[0] + (2 * _stepY) + 1, _height);
        var lastX = Math.Min(centre[1] + (2 * _stepX) + 1, _width);
        for (var y = (int)Math.Max(centre[0] - (2 * _stepY), 0); y < (int)lastY; y++)
        {
            for (var x = (int)Math.Max(centre[1] - (2 * _stepX), 0); x < (int)lastX; x++)
            {
                var pixel = (y * _width) + x;
                var distance = (((centre[0] - y) * (centre[0] - y)) + ((centre[1] - x) * (centre[1] - x))) * weight;
                var colour = 0.0;
                for (var feature = 2; feature < centre.Length; feature++)
                {
                    var difference = _features[feature][pixel] - centre[feature];
                    colour += difference * difference;
                }

                // The first centre keeps a pixel that lies between two.
                if (distance + colour < _distance[pixel])
                {
                    (_distance[pixel], Labels[pixel]) = (distance + colour, index);
                }
            }
        }
    }

    private void Move()
    {
        var sizes = new int[Count];
        var sums = new double[Count][];
        for (var centre = 0; centre < Count; centre++)
        {
            sums[centre] = new double[_features.Length];
        }

        for (var pixel = 0; pixel < Labels.Length; pixel++)
        {
            sizes[Labels[pixel]]++;
            for (var feature = 0; feature < _features.Length; feature++)
            {
                sums[Labels[pixel]][feature] += _features[feature][pixel];
            }
        }

        for (var centre = 0; centre < Count; centre++)
        {
            if (sizes[centre] > 0)
            {
                _centres[centre] = Array.ConvertAll(sums[centre], sum => sum / sizes[centre]);
            }
        }
    }
}
