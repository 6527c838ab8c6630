namespace MLExplain.Imaging;

/// <summary>Growing segments as trees: every pixel points towards its segment's smallest pixel, the root.</summary>
internal sealed class PixelForest
{
    private readonly int[] _parent;
    private readonly int[] _size;

    public PixelForest(int pixels)
    {
        _parent = new int[pixels];
        _size = new int[pixels];
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            (_parent[pixel], _size[pixel]) = (pixel, 1);
        }
    }

    /// <summary>The root of a pixel's segment.</summary>
    public int Root(int pixel)
    {
        var parent = _parent;
        while (parent[pixel] != pixel)
        {
            // Every visited pixel skips one generation, which keeps the paths short.
            pixel = parent[pixel] = parent[parent[pixel]];
        }

        return pixel;
    }

    /// <summary>Number of pixels of a root's segment.</summary>
    public int Size(int root) => _size[root];

    /// <summary>Joins the segments of two different roots.</summary>
    /// <returns>The root of both: the smaller one.</returns>
    public int Join(int root, int otherRoot)
    {
        var (smaller, larger) = (Math.Min(root, otherRoot), Math.Max(root, otherRoot));
        _parent[larger] = smaller;
        _size[smaller] += _size[larger];
        return smaller;
    }

    /// <summary>The segments.</summary>
    public SegmentMap ToMap(int height, int width)
    {
        var roots = new int[_parent.Length];
        for (var pixel = 0; pixel < roots.Length; pixel++)
        {
            roots[pixel] = Root(pixel);
        }

        return SegmentMap.Of(height, width, roots);
    }
}
