namespace Dermatology.Drawing;

/// <summary>A strip of pale plastic with millimetre ticks along one side of the field.</summary>
internal static class Ruler
{
    private static readonly Colour Plastic = Colour.FromSrgb(228, 230, 224);
    private static readonly Colour Print = Colour.FromSrgb(28, 28, 32);

    /// <summary>Paints the ruler; returns its coverage.</summary>
    public static double[] Paint(Canvas canvas, RandomStream random)
    {
        var side = random.Below(4);
        var (depth, tilt) = (random.Uniform(0.22, 0.30), random.Uniform(-0.05, 0.05));
        var (spacing, phase) = (random.Uniform(0.085, 0.115), random.Uniform(0, 1));
        var opacity = random.Uniform(0.70, 0.90);
        var coverage = new double[canvas.Size * canvas.Size];
        for (var pixel = 0; pixel < coverage.Length; pixel++)
        {
            var (along, inward) = FromSide(side, canvas.Position(pixel / canvas.Size, pixel % canvas.Size));
            var edge = depth + (tilt * along) - inward;
            var covered = Math.Clamp(0.5 + (edge / canvas.Pixel), 0, 1);
            if (covered == 0)
            {
                continue;
            }

            coverage[pixel] = covered;
            ref var under = ref canvas[pixel / canvas.Size, pixel % canvas.Size];
            under = under.Under(Plastic, covered * opacity).Under(Print, covered * Tick(canvas, along / spacing + phase, spacing, edge, depth));
        }

        return coverage;
    }

    /// <summary>Position along a side of the picture, and distance from it.</summary>
    private static (double Along, double Inward) FromSide(int side, (double X, double Y) position) => side switch
    {
        0 => (position.X, position.Y + 1),
        1 => (position.X, 1 - position.Y),
        2 => (position.Y, position.X + 1),
        _ => (position.Y, 1 - position.X),
    };

    /// <summary>Coverage by the tick nearest to a place; every fifth is long.</summary>
    private static double Tick(Canvas canvas, double place, double spacing, double edge, double depth)
    {
        var number = Math.Round(place);
        var width = 0.5 * canvas.Pixel;
        var across = Math.Clamp(0.5 + ((width - (Math.Abs(place - number) * spacing)) / canvas.Pixel), 0, 1);
        var length = depth * ((long)number % 5 == 0 ? 0.80 : 0.50);
        return across * Math.Clamp(0.5 + ((length - edge) / canvas.Pixel), 0, 1);
    }
}
