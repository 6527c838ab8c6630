using MLExplain.Imaging;

namespace MLExplain.Evaluation;

/// <summary>A picture of which only some pixels are known, the others interpolated linearly between them: PIC's blur.</summary>
internal sealed class RevealedPicture
{
    private readonly RgbImage _picture;
    private readonly PixelTriangulation _points;
    private readonly byte[] _drawn;

    /// <param name="picture">The whole picture, at least 2 x 2.</param>
    public RevealedPicture(RgbImage picture)
    {
        (_picture, _points, _drawn) = (picture, new PixelTriangulation(picture.Height, picture.Width), new byte[picture.Pixels.Length]);
        var (right, bottom) = (picture.Width - 1, (picture.Height - 1) * picture.Width);
        Array.ForEach([0, right, bottom, bottom + right], Copy);
    }

    /// <summary>Reveals pixels; the four corners always are.</summary>
    public void Reveal(ReadOnlySpan<int> pixels)
    {
        foreach (var pixel in pixels)
        {
            Reveal(pixel);
        }
    }

    /// <summary>Reveals the pixels that have at least a value, in raster order.</summary>
    public void Reveal(ReadOnlySpan<float> values, float threshold)
    {
        for (var pixel = 0; pixel < values.Length; pixel++)
        {
            if (values[pixel] >= threshold)
            {
                Reveal(pixel);
            }
        }
    }

    /// <summary>The picture as it stands, rounded to whole values, halves to even.</summary>
    /// <remarks>What lies in triangles that were there at the last call stays; along an edge both its triangles give the same values.</remarks>
    public RgbImage Draw()
    {
        foreach (var (a, b, c) in _points.TakeFresh())
        {
            Draw(a, b, c);
        }

        return new RgbImage(_picture.Width, _picture.Height, (byte[])_drawn.Clone());
    }

    private void Reveal(int pixel)
    {
        if (_points.Insert(pixel))
        {
            Copy(pixel);
        }
    }

    private void Copy(int pixel) => _picture.Pixels.AsSpan(3 * pixel, 3).CopyTo(_drawn.AsSpan(3 * pixel));

    // The weight of a corner is twice the area opposite to it, a whole number; the three sum to twice the triangle's area.
    private void Draw(int a, int b, int c)
    {
        var width = _picture.Width;
        var (ax, ay, bx, by, cx, cy) = (a % width, a / width, b % width, b / width, c % width, c / width);
        var area = ((bx - ax) * (cy - ay)) - ((by - ay) * (cx - ax));
        if (area == 1)
        {
            // By Pick's theorem it holds no pixel but its corners.
            return;
        }

        var (left, right) = (Math.Min(ax, Math.Min(bx, cx)), Math.Max(ax, Math.Max(bx, cx)));
        for (var y = Math.Min(ay, Math.Min(by, cy)); y <= Math.Max(ay, Math.Max(by, cy)); y++)
        {
            for (var x = left; x <= right; x++)
            {
                var ofA = ((cx - bx) * (y - by)) - ((cy - by) * (x - bx));
                var ofB = ((ax - cx) * (y - cy)) - ((ay - cy) * (x - cx));
                if ((ofA | ofB | (area - ofA - ofB)) >= 0)
                {
                    Mix((a, ofA), (b, ofB), (c, area - ofA - ofB), area, _drawn.AsSpan(3 * ((y * width) + x), 3));
                }
            }
        }
    }

    private void Mix((int Pixel, int Weight) a, (int Pixel, int Weight) b, (int Pixel, int Weight) c, int area, Span<byte> mixed)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var sum = ((long)a.Weight * _picture.Pixels[(3 * a.Pixel) + channel]) + ((long)b.Weight * _picture.Pixels[(3 * b.Pixel) + channel]) + ((long)c.Weight * _picture.Pixels[(3 * c.Pixel) + channel]);
            mixed[channel] = (byte)Math.Round((double)sum / area, MidpointRounding.ToEven);
        }
    }
}
