using MLExplain.Models;

namespace MLExplain.Saliency;

/// <summary>The windows of an occlusion: a grid of squares that covers every pixel of the image.</summary>
internal sealed class OcclusionWindows
{
    private readonly ImageShape _shape;
    private readonly int[] _tops;
    private readonly int[] _lefts;

    /// <exception cref="ArgumentException">The window does not fit, or the stride would leave pixels out.</exception>
    public OcclusionWindows(string method, ImageShape shape, int? window, int? stride)
    {
        var shorter = Math.Min(shape.Height, shape.Width);
        Size = window ?? Math.Max(1, shorter / 7);
        var step = stride ?? Math.Max(1, Size / 2);
        if (Size > shorter)
        {
            throw new ArgumentException($"'{method}': window is {Size} but the model's images are {shape.Height}x{shape.Width}; it must fit into them.");
        }

        if (step > Size)
        {
            throw new ArgumentException($"'{method}': stride is {step} but the window is {Size}, so pixels between windows would be left out; it must be at most {Size}.");
        }

        _shape = shape;
        _tops = Starts(shape.Height, step);
        _lefts = Starts(shape.Width, step);
    }

    /// <summary>Side of each window, in pixels.</summary>
    public int Size { get; }

    public int Count => _tops.Length * _lefts.Length;

    /// <summary>Copies the window's part of one picture over another, all channels.</summary>
    public void Cover(int window, ReadOnlySpan<float> replacement, Span<float> row)
    {
        var (top, left) = (_tops[window / _lefts.Length], _lefts[window % _lefts.Length]);
        for (var channel = 0; channel < _shape.Channels; channel++)
        {
            for (var y = top; y < top + Size; y++)
            {
                var start = (((channel * _shape.Height) + y) * _shape.Width) + left;
                replacement.Slice(start, Size).CopyTo(row[start..]);
            }
        }
    }

    /// <summary>Adds a number to every pixel of a window of a map [H,W].</summary>
    public void Add(int window, double number, Span<double> map)
    {
        var (top, left) = (_tops[window / _lefts.Length], _lefts[window % _lefts.Length]);
        for (var y = top; y < top + Size; y++)
        {
            foreach (ref var value in map.Slice((y * _shape.Width) + left, Size))
            {
                value += number;
            }
        }
    }

    // A last window that would reach beyond the border is moved back to touch it.
    private int[] Starts(int length, int step)
    {
        var starts = Enumerable.Range(0, ((length - Size) / step) + 1).Select(k => k * step).ToList();
        if (starts[^1] < length - Size)
        {
            starts.Add(length - Size);
        }

        return [.. starts];
    }
}
