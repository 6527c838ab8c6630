namespace MLExplain.Saliency;

/// <summary>Which masks hold each pixel.</summary>
internal sealed class PixelOwners
{
    private readonly int[] _starts;
    private readonly int[] _owners;

    /// <summary>Inverts a list of masks.</summary>
    /// <param name="masks">Pixel indices of every mask.</param>
    /// <param name="pixels">Number of pixels of the image.</param>
    public PixelOwners(IReadOnlyList<int[]> masks, int pixels)
    {
        _starts = new int[pixels + 1];
        foreach (var pixel in masks.SelectMany(mask => mask))
        {
            _starts[pixel + 1]++;
        }

        for (var pixel = 0; pixel < pixels; pixel++)
        {
            _starts[pixel + 1] += _starts[pixel];
        }

        _owners = new int[_starts[^1]];
        var filled = _starts[..^1];
        for (var mask = 0; mask < masks.Count; mask++)
        {
            foreach (var pixel in masks[mask])
            {
                _owners[filled[pixel]++] = mask;
            }
        }
    }

    /// <summary>The masks that hold a pixel, ascending.</summary>
    public ReadOnlySpan<int> Of(int pixel) => _owners.AsSpan(_starts[pixel].._starts[pixel + 1]);
}
