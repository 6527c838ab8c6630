namespace MLExplain.Saliency;

/// <summary>How far RISE's map would move with other masks: the standard error of its values, at some pixels spread over the image.</summary>
/// <remarks>
/// A value of the map is the ratio Σ F M / Σ M, less the mean score where the map is centred. To first order in 1/N a mask moves it by
/// ψ / N, ψ = M (F − S) / E[M] − (F − E[F]), so the standard error is √(Σ ψ²) / N (W. Cochran, Sampling techniques, 1977, §6.4).
/// Masks are smooth, so that few pixels tell as much as all; each takes five sums more.
/// </remarks>
internal sealed class RiseError
{
    private const int Side = 16;

    private readonly int[] _pixels;
    private readonly Sums[] _at;
    private double _first;
    private double _sum;
    private double _squares;
    private int _count;

    public RiseError(int height, int width)
    {
        var (rows, columns) = (Math.Min(height, Side), Math.Min(width, Side));
        _pixels = [.. Enumerable.Range(0, rows * columns).Select(k => (Middle(k / columns, rows, height) * width) + Middle(k % columns, columns, width))];
        _at = new Sums[_pixels.Length];
    }

    /// <summary>Takes a mask's score.</summary>
    public void Add(ReadOnlySpan<float> mask, double score)
    {
        // A constant added to all scores moves no ψ; without it the sums do not cancel.
        _first = _count == 0 ? score : _first;
        var f = score - _first;
        (_sum, _squares, _count) = (_sum + f, _squares + (f * f), _count + 1);
        for (var k = 0; k < _pixels.Length; k++)
        {
            _at[k].Add(mask[_pixels[k]], f);
        }
    }

    /// <summary>The root of the mean squared standard error over the pixels; null when there is one mask only, or none shows any of them.</summary>
    /// <param name="center">Whether the mean score is subtracted from the map.</param>
    public double? Rms(bool center)
    {
        var shown = _at.Where(sums => sums.M > 0).ToList();
        return _count < 2 || shown.Count == 0 ? null : Math.Sqrt(shown.Average(sums => Squared(sums, center)));
    }

    private double Squared(Sums sums, bool center)
    {
        var (mean, value, share) = (_sum / _count, sums.MF / sums.M, sums.M / _count);
        var own = sums.MMFF - (2 * value * sums.MMF) + (value * value * sums.MM);
        var cross = sums.MFF - ((value + mean) * sums.MF) + (value * mean * sums.M);
        var total = (own / (share * share)) + (center ? _squares - (_count * mean * mean) - (2 * cross / share) : 0);
        return Math.Max(0, total) / (_count * (_count - 1.0));
    }

    private static int Middle(int part, int parts, int length) => ((2 * part) + 1) * length / (2 * parts);

    private struct Sums
    {
        public double M;
        public double MM;
        public double MF;
        public double MFF;
        public double MMF;
        public double MMFF;

        public void Add(double m, double f)
        {
            M += m;
            MM += m * m;
            MF += m * f;
            MFF += m * f * f;
            MMF += m * m * f;
            MMFF += m * m * f * f;
        }
    }
}
