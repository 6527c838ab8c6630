namespace Dermatology.Drawing;

/// <summary>A round coloured sticker that reaches into the field from its edge.</summary>
internal static class Patch
{
    private static readonly Colour[] Colours =
    [
        Colour.FromSrgb(70, 150, 95),
        Colour.FromSrgb(235, 195, 60),
        Colour.FromSrgb(60, 120, 190),
        Colour.FromSrgb(225, 120, 55),
    ];

    /// <summary>Paints the sticker; returns its coverage.</summary>
    public static double[] Paint(Canvas canvas, RandomStream random)
    {
        var colour = Colours[random.Below(Colours.Length)] * random.Uniform(0.8, 1.1);
        var angle = random.Uniform(0, 2 * Math.PI);
        var (centreX, centreY, radius) = (1.12 * Math.Cos(angle), 1.12 * Math.Sin(angle), random.Uniform(0.30, 0.42));
        var (weave, coverage) = (new Noise(random), new double[canvas.Size * canvas.Size]);
        for (var pixel = 0; pixel < coverage.Length; pixel++)
        {
            var (x, y) = canvas.Position(pixel / canvas.Size, pixel % canvas.Size);
            var distance = Math.Sqrt(((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)));
            coverage[pixel] = Math.Clamp(0.5 + ((radius - distance) / canvas.Pixel), 0, 1);
            ref var under = ref canvas[pixel / canvas.Size, pixel % canvas.Size];
            under = under.Under(colour * (1 + (0.08 * weave.At(20 * x, 20 * y))), coverage[pixel]);
        }

        return coverage;
    }
}
