namespace MLExplain.Evaluation;

/// <summary>Histograms of oriented gradients: where a picture has edges, and in which direction.</summary>
/// <remarks>
/// N. Dalal, B. Triggs 2005, "Histograms of oriented gradients for human detection": 9 unsigned orientations, square cells, blocks of 3 x 3 cells at every
/// cell, each block normalised by L2-Hys (L2, clipped at 0.2, L2 again). Equals scikit-image 0.19, with its centred differences, no
/// interpolation between bins, and ε = 1e-5.
/// </remarks>
internal static class OrientedGradients
{
    /// <summary>Cells on each side of a block.</summary>
    public const int Block = 3;

    private const int Orientations = 9;
    private const double Degrees = 180.0 / Orientations;
    private const double Epsilon = 1e-5;
    private const double Clip = 0.2;

    /// <summary>The descriptor: blocks in row-major order, in each its cells in row-major order, in each its orientations.</summary>
    /// <param name="picture">height · width values.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="cell">Side of a cell in pixels; at least <see cref="Block"/> of them must fit in both directions. What is left over is not read.</param>
    public static double[] Describe(double[] picture, int height, int width, int cell)
    {
        var (rows, columns) = (height / cell, width / cell);
        var histograms = Histograms(picture, height, width, cell);
        var descriptor = new List<double>();
        for (var y = 0; y <= rows - Block; y++)
        {
            for (var x = 0; x <= columns - Block; x++)
            {
                var block = Enumerable.Range(0, Block).SelectMany(r => histograms[(((y + r) * columns) + x)..(((y + r) * columns) + x + Block)]).SelectMany(h => h);
                var clipped = Array.ConvertAll(Normalised([.. block]), v => Math.Min(v, Clip));
                descriptor.AddRange(Normalised(clipped));
            }
        }

        return [.. descriptor];
    }

    /// <summary>Gradient magnitude per cell and orientation, mean over the cell's pixels.</summary>
    private static double[][] Histograms(double[] picture, int height, int width, int cell)
    {
        var (rows, columns) = (height / cell, width / cell);
        var histograms = new double[rows * columns][];
        for (var i = 0; i < histograms.Length; i++)
        {
            histograms[i] = new double[Orientations];
        }

        for (var y = 0; y < rows * cell; y++)
        {
            for (var x = 0; x < columns * cell; x++)
            {
                // No difference is taken across the border.
                var i = (y * width) + x;
                var down = y == 0 || y == height - 1 ? 0 : picture[i + width] - picture[i - width];
                var right = x == 0 || x == width - 1 ? 0 : picture[i + 1] - picture[i - 1];
                var angle = double.RadiansToDegrees(Math.Atan2(down, right));
                var bin = (int)((angle < 0 ? angle + 180 : angle) / Degrees);
                // 180 degrees are 0: an edge has no front.
                histograms[(y / cell * columns) + (x / cell)][bin % Orientations] += double.Hypot(down, right);
            }
        }

        return Array.ConvertAll(histograms, h => Array.ConvertAll(h, v => v / (cell * cell)));
    }

    private static double[] Normalised(double[] values)
    {
        var norm = Math.Sqrt(values.Sum(v => v * v) + (Epsilon * Epsilon));
        return Array.ConvertAll(values, v => v / norm);
    }
}
