using Dermatology.Drawing;
using MLExplain.Imaging;

namespace Dermatology.Cohorts;

/// <summary>Many pictures on one, row after row, for a look.</summary>
internal static class ContactSheet
{
    public static RgbImage Of(IReadOnlyList<Picture> pictures, int columns)
    {
        const int Gap = 2;
        var size = pictures[0].Image.Width;
        var rows = (pictures.Count + columns - 1) / columns;
        var (width, height) = ((columns * (size + Gap)) - Gap, (rows * (size + Gap)) - Gap);
        var pixels = new byte[3 * width * height];
        Array.Fill(pixels, (byte)255);
        for (var i = 0; i < pictures.Count; i++)
        {
            var (top, left) = (i / columns * (size + Gap), i % columns * (size + Gap));
            for (var row = 0; row < size; row++)
            {
                pictures[i].Image.Pixels.AsSpan(3 * row * size, 3 * size).CopyTo(pixels.AsSpan(3 * (((top + row) * width) + left)));
            }
        }

        return new RgbImage(width, height, pixels);
    }
}
