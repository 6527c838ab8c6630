namespace Dermatology.Drawing;

/// <summary>A surgeon's marker: violet arcs drawn on the skin around the lesion.</summary>
internal static class Ink
{
    private static readonly Colour Absorption = new(1.5, 1.9, 0.45);

    /// <summary>Paints the marking; returns its coverage.</summary>
    public static double[] Paint(Canvas canvas, Lesion lesion, RandomStream random)
    {
        var coverage = new double[canvas.Size * canvas.Size];
        var strokes = 1 + random.Below(2);
        var angle = random.Uniform(0, 2 * Math.PI);
        for (var stroke = 0; stroke < strokes; stroke++)
        {
            var span = random.Uniform(0.5, 1.0);
            var radius = lesion.Radius + random.Uniform(0.22, 0.32);
            (double, double)[] arc =
                [On(lesion, angle - (span / 2), radius), On(lesion, angle, radius / Math.Cos(span / 2)), On(lesion, angle + (span / 2), radius)];
            Stroke.Cover(canvas, coverage, arc, random.Uniform(0.05, 0.08));
            angle += Math.PI + random.Uniform(-0.6, 0.6);
        }

        var (amount, blotches) = (random.Uniform(0.7, 1.1), new Noise(random));
        for (var pixel = 0; pixel < coverage.Length; pixel++)
        {
            var (x, y) = canvas.Position(pixel / canvas.Size, pixel % canvas.Size);
            ref var under = ref canvas[pixel / canvas.Size, pixel % canvas.Size];
            under = under.Through(Absorption, amount * coverage[pixel] * (1 + (0.35 * blotches.At(12 * x, 12 * y))));
        }

        return coverage;
    }

    private static (double X, double Y) On(Lesion lesion, double angle, double radius) =>
        (lesion.CentreX + (radius * Math.Cos(angle)), lesion.CentreY + (radius * Math.Sin(angle)));
}
