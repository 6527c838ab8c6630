namespace Dermatology.Drawing;

/// <summary>Smooth random fields over the plane: value noise on a unit lattice.</summary>
internal sealed class Noise(ulong seed)
{
    public Noise(RandomStream random)
        : this(random.NextBits())
    {
    }

    /// <summary>One octave, in [−1, 1]; features have the size of one unit.</summary>
    public double At(double x, double y)
    {
        var (left, top) = (Math.Floor(x), Math.Floor(y));
        var (u, v) = (Fade(x - left), Fade(y - top));
        var (i, j) = ((long)left, (long)top);
        var upper = Mixed(Corner(i, j), Corner(i + 1, j), u);
        var lower = Mixed(Corner(i, j + 1), Corner(i + 1, j + 1), u);
        return Mixed(upper, lower, v);
    }

    /// <summary>Octaves of halving size and weight, about in [−1, 1].</summary>
    public double Fractal(double x, double y, int octaves)
    {
        var (sum, weight, total) = (0.0, 1.0, 0.0);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * At(x + (17.3 * octave), y - (9.1 * octave));
            total += weight;
            (x, y, weight) = (2 * x, 2 * y, weight / 2);
        }

        return sum / total;
    }

    private static double Fade(double t) => t * t * t * ((t * ((6 * t) - 15)) + 10);

    private static double Mixed(double a, double b, double t) => a + ((b - a) * t);

    private double Corner(long i, long j)
    {
        var bits = RandomStream.Mix(seed + ((ulong)i * 0x9E3779B97F4A7C15) + ((ulong)j * 0xD1B54A32D192ED03));
        return ((bits >> 11) * (2.0 / (1UL << 53))) - 1;
    }
}
