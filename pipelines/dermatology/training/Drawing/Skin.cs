namespace Dermatology.Drawing;

/// <summary>Healthy skin: a tone of the Fitzpatrick scale, mottled, with furrows.</summary>
internal static class Skin
{
    /// <summary>What one unit of melanin takes from each channel: blue most.</summary>
    public static readonly Colour Melanin = new(0.95, 1.30, 1.55);

    /// <summary>What one unit of blood takes from each channel: green most.</summary>
    public static readonly Colour Blood = new(0.10, 0.85, 0.65);

    private static readonly Colour[] Tones =
    [
        Colour.FromSrgb(240, 203, 186),
        Colour.FromSrgb(229, 182, 155),
        Colour.FromSrgb(211, 158, 126),
        Colour.FromSrgb(176, 122, 90),
        Colour.FromSrgb(134, 88, 63),
        Colour.FromSrgb(96, 63, 47),
    ];

    public static void Paint(Canvas canvas, int tone, RandomStream random)
    {
        var colour = Tones[tone - 1].Through(Melanin, random.Uniform(-0.08, 0.08)).Through(Blood, random.Uniform(-0.10, 0.14));
        var (mottling, flush, furrows) = (new Noise(random), new Noise(random), new Noise(random));
        var angle = random.Uniform(0, Math.PI);
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        for (var row = 0; row < canvas.Size; row++)
        {
            for (var column = 0; column < canvas.Size; column++)
            {
                var (x, y) = canvas.Position(row, column);
                var melanin = (0.07 * mottling.Fractal(3 * x, 3 * y, 3)) + (0.10 * Furrow(furrows, x, y, cos, sin));
                var blood = 0.12 * flush.Fractal(2 * x, 2 * y, 2);
                canvas[row, column] = colour.Through(Melanin, melanin, Blood, blood);
            }
        }
    }

    /// <summary>Thin lines where a stretched field crosses zero, in two directions: the skin's criss-cross.</summary>
    private static double Furrow(Noise field, double x, double y, double cos, double sin)
    {
        var (along, across) = ((cos * x) + (sin * y), (cos * y) - (sin * x));
        var first = Math.Abs(field.At(5 * along, 11 * across));
        var second = Math.Abs(field.At((11 * along) + 40, (5 * across) + 40));
        return Math.Max(0, 0.25 - Math.Min(first, second)) / 0.25;
    }
}
