using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>One property of pictures, moved by one amount, beside a control.</summary>
/// <param name="property">The property, one of <see cref="PropertyShift.Names"/>.</param>
/// <param name="amount">How far, signed.</param>
internal sealed class PropertyChange(string property, double amount)
{
    private const int Iterations = 12;

    /// <summary>How near to the other's length the change of the control must come.</summary>
    private const double LengthTolerance = 0.05;

    /// <summary>Half a grey level: 8-bit pixels come no nearer.</summary>
    private const double HalfLevel = 0.5 / 255;

    private static readonly (int Y, int X)[] Waves = [(0, 1), (1, 0), (1, 1), (1, -1)];

    private readonly PropertyShift _shift = new(property);
    private readonly double _tolerance = Math.Max(HalfLevel, 0.05 * Math.Abs(amount));

    /// <summary>The changed picture and its control; null when the picture's range does not allow one of them.</summary>
    public (RgbImage After, RgbImage Control)? Of(RgbImage picture, ulong seed)
    {
        var value = _shift.Value(picture);
        return _shift.Reach(picture, value + amount, _tolerance) is { } after && Control(picture, value, after, seed) is { } control ? (after, control) : null;
    }

    /// <summary>
    /// The same change with a sign that goes once up and down over the picture, in a random direction from a random place; then the property is brought
    /// back, and the whole scaled until it is as long as the change.
    /// </summary>
    private RgbImage? Control(RgbImage picture, double value, RgbImage after, ulong seed)
    {
        var (direction, length) = (Wave(picture, after, seed), Length(picture, after));
        var amount = 1.0;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            if (_shift.Reach(PropertyShift.Add(picture, direction, amount), value, _tolerance) is not { } control || Length(picture, control) is var reached && reached == 0)
            {
                return null;
            }

            if (Math.Abs(reached - length) <= LengthTolerance * length)
            {
                return control;
            }

            amount *= length / reached;
        }

        return null;
    }

    private static float[] Wave(RgbImage picture, RgbImage after, ulong seed)
    {
        var random = new SplitMix64(seed);
        var (v, u) = Waves[(int)(random.NextUniform() * Waves.Length)];
        var phase = random.NextUniform();
        var wave = new float[picture.Pixels.Length];
        for (var i = 0; i < wave.Length; i++)
        {
            var (y, x) = (i / 3 / picture.Width / (double)picture.Height, i / 3 % picture.Width / (double)picture.Width);
            wave[i] = (float)((after.Pixels[i] - picture.Pixels[i]) * Math.Sqrt(2) * Math.Cos(2 * Math.PI * ((v * y) + (u * x) + phase)));
        }

        return wave;
    }

    private static double Length(RgbImage from, RgbImage to)
    {
        long squares = 0;
        for (var i = 0; i < from.Pixels.Length; i++)
        {
            var difference = from.Pixels[i] - to.Pixels[i];
            squares += difference * difference;
        }

        return Math.Sqrt(squares);
    }
}
