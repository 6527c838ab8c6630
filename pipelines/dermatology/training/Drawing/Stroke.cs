namespace Dermatology.Drawing;

/// <summary>A curved line of a given width.</summary>
internal static class Stroke
{
    private const int Segments = 24;

    /// <summary>Coverage of each pixel, 0..1, by a quadratic Bézier curve with round ends, antialiased over one pixel.</summary>
    public static void Cover(Canvas canvas, double[] coverage, (double X, double Y)[] control, double width)
    {
        var previous = control[0];
        for (var segment = 1; segment <= Segments; segment++)
        {
            var t = (double)segment / Segments;
            var (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t);
            var next = ((a * control[0].X) + (b * control[1].X) + (c * control[2].X), (a * control[0].Y) + (b * control[1].Y) + (c * control[2].Y));
            CoverSegment(canvas, coverage, previous, next, width / 2);
            previous = next;
        }
    }

    private static void CoverSegment(Canvas canvas, double[] coverage, (double X, double Y) from, (double X, double Y) to, double radius)
    {
        var reach = radius + canvas.Pixel;
        var (top, bottom) = Range(canvas, from.Y, to.Y, reach);
        var (left, right) = Range(canvas, from.X, to.X, reach);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var (x, y) = canvas.Position(row, column);
                var covered = Math.Clamp(0.5 + ((radius - Distance(x, y, from, to)) / canvas.Pixel), 0, 1);
                ref var value = ref coverage[(row * canvas.Size) + column];
                value = Math.Max(value, covered);
            }
        }
    }

    private static (int First, int Last) Range(Canvas canvas, double a, double b, double reach)
    {
        var first = (int)Math.Floor((Math.Min(a, b) - reach + 1) / canvas.Pixel);
        var last = (int)Math.Ceiling((Math.Max(a, b) + reach + 1) / canvas.Pixel);
        return (Math.Max(first, 0), Math.Min(last, canvas.Size - 1));
    }

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        var t = length == 0 ? 0 : Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / length, 0, 1);
        var (ex, ey) = (x - from.X - (t * dx), y - from.Y - (t * dy));
        return Math.Sqrt((ex * ex) + (ey * ey));
    }
}
