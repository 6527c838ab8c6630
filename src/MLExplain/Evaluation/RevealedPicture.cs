using MLExplain.Imaging;

namespace MLExplain.Evaluation;

/// <summary>A picture of which only some pixels are known, the others interpolated linearly between them: PIC's blur.</summary>
/// <param name="picture">The whole picture, at least 2 x 2.</param>
internal sealed class RevealedPicture(RgbImage picture)
{
    private readonly PixelTriangulation _points = new(picture.Height, picture.Width);

    /// <summary>Reveals pixels; the four corners always are.</summary>
    public void Reveal(IEnumerable<int> pixels)
    {
        foreach (var pixel in pixels)
        {
            _points.Insert(pixel);
        }
    }

    /// <summary>The picture as it stands, rounded to whole values, halves to even.</summary>
    public RgbImage Draw()
    {
        var pixels = new byte[picture.Pixels.Length];
        foreach (var (a, b, c) in _points.Triangles)
        {
            Draw(a, b, c, pixels);
        }

        return new RgbImage(picture.Width, picture.Height, pixels);
    }

    // The weight of a corner is twice the area opposite to it, a whole number; the three sum to twice the triangle's area.
    private void Draw(int a, int b, int c, byte[] pixels)
    {
        var width = picture.Width;
        var (ax, ay, bx, by, cx, cy) = (a % width, a / width, b % width, b / width, c % width, c / width);
        var area = ((bx - ax) * (cy - ay)) - ((by - ay) * (cx - ax));
        var (left, right) = (Math.Min(ax, Math.Min(bx, cx)), Math.Max(ax, Math.Max(bx, cx)));
        for (var y = Math.Min(ay, Math.Min(by, cy)); y <= Math.Max(ay, Math.Max(by, cy)); y++)
        {
            for (var x = left; x <= right; x++)
            {
                var ofA = ((cx - bx) * (y - by)) - ((cy - by) * (x - bx));
                var ofB = ((ax - cx) * (y - cy)) - ((ay - cy) * (x - cx));
                if ((ofA | ofB | (area - ofA - ofB)) >= 0)
                {
                    Mix((a, ofA), (b, ofB), (c, area - ofA - ofB), area, pixels.AsSpan(3 * ((y * width) + x), 3));
                }
            }
        }
    }

    private void Mix((int Pixel, int Weight) a, (int Pixel, int Weight) b, (int Pixel, int Weight) c, int area, Span<byte> mixed)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var sum = ((long)a.Weight * picture.Pixels[(3 * a.Pixel) + channel]) + ((long)b.Weight * picture.Pixels[(3 * b.Pixel) + channel]) + ((long)c.Weight * picture.Pixels[(3 * c.Pixel) + channel]);
            mixed[channel] = (byte)Math.Round((double)sum / area, MidpointRounding.ToEven);
        }
    }
}
