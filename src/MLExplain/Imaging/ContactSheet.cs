using SkiaSharp;

namespace MLExplain.Imaging;

/// <summary>Lays captioned pictures out as one picture.</summary>
/// <remarks>Captions are set in a font that the assembly carries (a subset of Roboto), so that a sheet has the same bytes on every machine; characters beyond Latin-1 show as boxes.</remarks>
public static class ContactSheet
{
    private const int Gap = 8;
    private const int CaptionHeight = 22;
    private const float TextSize = 14;

    /// <summary>Draws the sheet.</summary>
    /// <param name="cells">The cells, row by row; at least one. The pictures of a cell stand below each other under its caption.</param>
    /// <param name="columns">Cells per row, at least 1.</param>
    /// <param name="side">Width and height at which each picture is shown, in pixels; smaller ones are enlarged, larger ones reduced.</param>
    public static RgbImage Draw(IReadOnlyList<SheetCell> cells, int columns, int side)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentOutOfRangeException.ThrowIfZero(cells.Count, nameof(cells));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        columns = Math.Min(columns, cells.Count);
        var rows = (cells.Count + columns - 1) / columns;
        var cellHeight = CaptionHeight + (cells.Max(c => c.Pictures.Count) * (side + Gap));
        var info = new SKImageInfo((columns * (side + Gap)) + Gap, (rows * cellHeight) + Gap, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = new SKBitmap(info);
        using (var canvas = new SKCanvas(surface))
        {
            canvas.Clear(SKColors.White);
            using var font = Caption();
            for (var i = 0; i < cells.Count; i++)
            {
                Cell(canvas, font, cells[i], Gap + (i % columns * (side + Gap)), Gap + (i / columns * cellHeight), side);
            }
        }

        return ToImage(surface);
    }

    private static void Cell(SKCanvas canvas, SKPaint font, SheetCell cell, int x, int y, int side)
    {
        canvas.DrawText(Shortened(cell.Caption, font, side), x, y + TextSize, font);
        for (var i = 0; i < cell.Pictures.Count; i++)
        {
            using var picture = SKBitmap.Decode(ImageEncoder.ToPng(Scaled(cell.Pictures[i], side)));
            canvas.DrawBitmap(picture, x, y + CaptionHeight + (i * (side + Gap)));
        }
    }

    private static RgbImage Scaled(RgbImage picture, int side)
    {
        var scale = (double)side / Math.Max(picture.Width, picture.Height);
        return PillowResize.Apply(picture, Math.Max(1, (int)Math.Round(picture.Width * scale)), Math.Max(1, (int)Math.Round(picture.Height * scale)));
    }

    private static string Shortened(string caption, SKPaint font, int width)
    {
        var length = (int)font.BreakText(caption, width);
        return length >= caption.Length ? caption : caption[..Math.Max(0, length - 1)] + "…";
    }

    private static SKPaint Caption()
    {
        using var stream = typeof(ContactSheet).Assembly.GetManifestResourceStream("MLExplain.Imaging.label.ttf")
            ?? throw new InvalidOperationException("The assembly does not carry its caption font.");
        return new SKPaint { Typeface = SKTypeface.FromStream(stream), TextSize = TextSize, Color = SKColors.Black, IsAntialias = true, SubpixelText = false };
    }

    private static RgbImage ToImage(SKBitmap surface)
    {
        var rgba = surface.GetPixelSpan();
        var pixels = new byte[3 * surface.Width * surface.Height];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = rgba[(i / 3 * 4) + (i % 3)];
        }

        return new RgbImage(surface.Width, surface.Height, pixels);
    }
}
