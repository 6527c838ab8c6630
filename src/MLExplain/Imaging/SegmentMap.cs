namespace MLExplain.Imaging;

/// <summary>A partition of an image's pixels into segments, such as superpixels.</summary>
/// <remarks>Labels are 0 … <see cref="Count"/> − 1, each in use, numbered in the raster order of each segment's first pixel. Segments need not be connected.</remarks>
public sealed class SegmentMap
{
    private readonly int[] _labels;

    private SegmentMap(int height, int width, int[] labels, int count) => (Height, Width, _labels, Count) = (height, width, labels, count);

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Number of segments, at least 1.</summary>
    public int Count { get; }

    /// <summary>The label of every pixel, row-major.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The label of one pixel.</summary>
    /// <param name="row">From 0, top first.</param>
    /// <param name="column">From 0, left first.</param>
    public int this[int row, int column] => _labels[(row * Width) + column];

    /// <summary>Makes a partition of any numbers: pixels with the same number form a segment. The numbers are replaced by labels.</summary>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <param name="numbers">height · width numbers, row-major, with gaps or below 0 as they come.</param>
    /// <exception cref="ArgumentException">The count of numbers is not that of the pixels.</exception>
    public static SegmentMap Of(int height, int width, ReadOnlySpan<int> numbers)
    {
        if (height < 1 || width < 1 || numbers.Length != (long)height * width)
        {
            throw new ArgumentException($"A segment map of {height}x{width} needs that many labels, at least one; {numbers.Length} were given.", nameof(numbers));
        }

        var labels = new int[numbers.Length];
        var seen = new Dictionary<int, int>();
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            if (pixel > 0 && numbers[pixel] == numbers[pixel - 1])
            {
                labels[pixel] = labels[pixel - 1];
            }
            else if (!seen.TryGetValue(numbers[pixel], out labels[pixel]))
            {
                labels[pixel] = seen.Count;
                seen.Add(numbers[pixel], seen.Count);
            }
        }

        return new SegmentMap(height, width, labels, seen.Count);
    }

    /// <summary>Number of pixels of every segment.</summary>
    public int[] Sizes()
    {
        var sizes = new int[Count];
        foreach (var label in _labels)
        {
            sizes[label]++;
        }

        return sizes;
    }

    /// <summary>Whether a pixel's right or lower neighbour lies in another segment, row-major: outlines one pixel wide.</summary>
    public bool[] Boundaries()
    {
        var boundaries = new bool[_labels.Length];
        for (var pixel = 0; pixel < boundaries.Length; pixel++)
        {
            boundaries[pixel] = (((pixel + 1) % Width) != 0 && _labels[pixel] != _labels[pixel + 1])
                || (pixel + Width < _labels.Length && _labels[pixel] != _labels[pixel + Width]);
        }

        return boundaries;
    }

    /// <summary>A picture with the segments' outlines drawn over it.</summary>
    /// <param name="picture">A picture of this map's size, such as <see cref="Preprocessing.Fit"/> returns it.</param>
    /// <param name="red">Red of the outlines.</param>
    /// <param name="green">Green of the outlines.</param>
    /// <param name="blue">Blue of the outlines.</param>
    /// <returns>A new picture; yellow outlines unless told otherwise.</returns>
    /// <exception cref="ArgumentException">The picture's size is not the map's.</exception>
    public RgbImage Outline(RgbImage picture, byte red = 255, byte green = 255, byte blue = 0)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Height != Height || picture.Width != Width)
        {
            throw new ArgumentException($"Outlines of a {Height}x{Width} segment map cannot be drawn on a picture of {picture.Height}x{picture.Width}; the sizes must be equal.", nameof(picture));
        }

        var pixels = (byte[])picture.Pixels.Clone();
        var boundaries = Boundaries();
        for (var pixel = 0; pixel < boundaries.Length; pixel++)
        {
            if (boundaries[pixel])
            {
                (pixels[3 * pixel], pixels[(3 * pixel) + 1], pixels[(3 * pixel) + 2]) = (red, green, blue);
            }
        }

        return new RgbImage(Width, Height, pixels);
    }
}
