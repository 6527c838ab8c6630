using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLExplain.Saliency;

/// <summary>One image under RISE: its masks so far, and two running sums per pixel.</summary>
internal sealed class RiseRun(int image, float[] difference, float[] replacement, RiseMasks masks, int height, int width)
{
    private readonly int _plane = height * width;
    private readonly double[] _weighted = new double[height * width];
    private readonly double[] _shown = new double[height * width];
    private readonly double[] _mask = new double[height * width];
    private readonly Stack<float[]> _spare = [];
    private double _sum;
    private int _count;

    public int Image => image;

    public RiseError Error { get; } = new(height, width);

    public double Logit { get; set; }

    public double Smallest { get; private set; } = double.PositiveInfinity;

    public double Largest { get; private set; } = double.NegativeInfinity;

    /// <summary>Draws a mask; it comes back through <see cref="Add"/>, and its memory is used again.</summary>
    public float[] Draw()
    {
        var mask = _spare.TryPop(out var spare) ? spare : new float[_plane];
        masks.Next(mask);
        return mask;
    }

    /// <summary>Writes r + M (x − r), the same mask on every channel.</summary>
    public void Fill(float[] mask, Span<float> row)
    {
        for (var start = 0; start < row.Length; start += _plane)
        {
            TensorPrimitives.MultiplyAdd(difference.AsSpan(start, _plane), mask, replacement.AsSpan(start, _plane), row.Slice(start, _plane));
        }
    }

    /// <summary>Takes a mask's score.</summary>
    public void Add(float[] mask, double score)
    {
        TensorPrimitives.ConvertChecked<float, double>(mask, _mask);
        TensorPrimitives.Add(_shown, _mask, _shown);
        TensorPrimitives.Multiply(_mask, score, _mask);
        TensorPrimitives.Add(_weighted, _mask, _weighted);
        (Smallest, Largest) = (Math.Min(Smallest, score), Math.Max(Largest, score));
        (_sum, _count) = (_sum + score, _count + 1);
        Error.Add(mask, score);
        _spare.Push(mask);
    }

    /// <summary>Σ F M / Σ M per pixel; a pixel that no mask showed gets the mean score, which favours it neither way.</summary>
    /// <param name="center">Whether the mean score is subtracted.</param>
    public float[] Map(bool center)
    {
        var map = new float[_plane];
        var mean = _sum / _count;
        var zero = center ? mean : 0;
        for (var pixel = 0; pixel < _plane; pixel++)
        {
            map[pixel] = (float)((_shown[pixel] > 0 ? _weighted[pixel] / _shown[pixel] : mean) - zero);
        }

        return map;
    }
}
