using MLExplain.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>RISE's masks of one image: random grids, enlarged smoothly and shifted at random.</summary>
/// <remarks>
/// The grid of cells is enlarged bilinearly to (cells + 1) · ⌈side / cells⌉ pixels, and a window of the image's size is cut at an
/// offset below ⌈side / cells⌉ along each side (paper, §3.2). Bilinear weights sum to 1, so each pixel of a mask has the mean p.
/// </remarks>
internal sealed class RiseMasks(int height, int width, int cells, double probability, ulong seed)
{
    private readonly int _cellHeight = (height + cells - 1) / cells;
    private readonly int _cellWidth = (width + cells - 1) / cells;
    private readonly float[] _grid = new float[cells * cells];
    private readonly float[] _wide = new float[cells * width];
    private SplitMix64 _random = new(seed);

    /// <summary>Draws the next mask.</summary>
    /// <param name="mask">Receives height · width values in [0, 1].</param>
    public void Next(Span<float> mask)
    {
        foreach (ref var cell in _grid.AsSpan())
        {
            cell = _random.NextUniform() < probability ? 1 : 0;
        }

        var top = (int)(_random.NextUniform() * _cellHeight);
        var left = (int)(_random.NextUniform() * _cellWidth);
        Widen(new TriangleFilter(cells, (cells + 1) * _cellWidth, left, width));
        var rows = new TriangleFilter(cells, (cells + 1) * _cellHeight, top, height);
        for (var y = 0; y < height; y++)
        {
            var row = mask.Slice(y * width, width);
            row.Clear();
            for (var t = 0; t < rows.Count[y]; t++)
            {
                TensorPrimitives.MultiplyAdd(_wide.AsSpan((rows.First[y] + t) * width, width), (float)rows.Weights[(y * rows.Taps) + t], row, row);
            }
        }
    }

    private void Widen(TriangleFilter columns)
    {
        for (var x = 0; x < width; x++)
        {
            var taps = columns.Weights.AsSpan(x * columns.Taps, columns.Count[x]);
            for (var cell = 0; cell < cells; cell++)
            {
                var sum = 0.0;
                for (var t = 0; t < taps.Length; t++)
                {
                    sum += taps[t] * _grid[(cell * cells) + columns.First[x] + t];
                }

                _wide[(cell * width) + x] = (float)sum;
            }
        }
    }
}
