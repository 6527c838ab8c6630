namespace MLExplain.Imaging;

/// <summary>Colours for numbers from 0 to 1.</summary>
/// <remarks>
/// Viridis and Inferno (S. van der Walt and N. Smith, 2015) are computed from Matt Zucker's sixth-degree polynomials, which stay
/// within a few of 255 levels of the originals. BlueWhiteRed joins the end colours of K. Moreland's diverging map (2009) through white.
/// </remarks>
public sealed class ColorMap
{
    private readonly byte[] _table;

    private ColorMap(string name, int count, Func<double, int, double> color)
    {
        Name = name;
        _table = new byte[3 * count];
        for (var i = 0; i < _table.Length; i++)
        {
            var level = Math.Clamp(color((double)(i / 3) / (count - 1), i % 3), 0, 1);
            _table[i] = (byte)Math.Round(255 * level, MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>Sequential, dark violet to yellow; lightness grows evenly.</summary>
    public static ColorMap Viridis { get; } = new("viridis", 256, static (t, channel) => Polynomial(ViridisTerms, t, channel));

    /// <summary>Sequential, black over red to light yellow; lightness grows evenly.</summary>
    public static ColorMap Inferno { get; } = new("inferno", 256, static (t, channel) => Polynomial(InfernoTerms, t, channel));

    /// <summary>Diverging: blue at 0, white at exactly ½, red at 1.</summary>
    public static ColorMap BlueWhiteRed { get; } = new("blue-white-red", 257, Diverging);

    /// <summary>Name in reports and options.</summary>
    public string Name { get; }

    // Coefficients of t^0 … t^6, three channels each.
    private static ReadOnlySpan<double> ViridisTerms =>
    [
        0.2777273272234177, 0.005407344544966578, 0.3340998053353061,
        0.1050930431085774, 1.404613529898575, 1.384590162594685,
        -0.3308618287255563, 0.214847559468213, 0.09509516302823659,
        -4.634230498983486, -5.799100973351585, -19.33244095627987,
        6.228269936347081, 14.17993336680509, 56.69055260068105,
        4.776384997670288, -13.74514537774601, -65.35303263337234,
        -5.435455855934631, 4.645852612178535, 26.3124352495832,
    ];

    private static ReadOnlySpan<double> InfernoTerms =>
    [
        0.0002189403691192265, 0.001651004631001012, -0.01948089843709184,
        0.1065134194856116, 0.5639564367884091, 3.932712388889277,
        11.60249308247187, -3.972853965665698, -15.9423941062914,
        -41.70399613139459, 17.43639888205313, 44.35414519872813,
        77.162935699427, -33.40235894210092, -81.80730925738993,
        -71.31942824499214, 32.62606426397723, 73.20951985803202,
        25.13112622477341, -12.24266895238567, -23.07032500287172,
    ];

    /// <summary>The colour of a number.</summary>
    /// <param name="value">0 to 1; what lies outside takes the end's colour.</param>
    public (byte Red, byte Green, byte Blue) At(double value)
    {
        var last = (_table.Length / 3) - 1;
        var index = 3 * (int)Math.Round(Math.Clamp(value, 0, 1) * last, MidpointRounding.AwayFromZero);
        return (_table[index], _table[index + 1], _table[index + 2]);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static double Polynomial(ReadOnlySpan<double> terms, double t, int channel)
    {
        var sum = 0.0;
        for (var term = terms.Length - 3; term >= 0; term -= 3)
        {
            sum = (sum * t) + terms[term + channel];
        }

        return sum;
    }

    private static double Diverging(double t, int channel)
    {
        ReadOnlySpan<double> blue = [59 / 255.0, 76 / 255.0, 192 / 255.0];
        ReadOnlySpan<double> red = [180 / 255.0, 4 / 255.0, 38 / 255.0];
        var distance = Math.Abs((2 * t) - 1);
        return 1 - distance + (distance * (t < 0.5 ? blue : red)[channel]);
    }
}
