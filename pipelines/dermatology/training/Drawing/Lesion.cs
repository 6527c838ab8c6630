namespace Dermatology.Drawing;

/// <summary>A pigmented lesion: an outline, a density of pigment inside it, and the colours of what lies deeper.</summary>
internal sealed class Lesion
{
    private const int Harmonics = 7;

    private readonly LesionTraits _traits;
    private readonly double _density;
    private readonly double _network;
    private readonly double _stretch;
    private readonly double _cos;
    private readonly double _sin;
    private readonly double[] _amplitudes = new double[Harmonics];
    private readonly double[] _phases = new double[Harmonics];
    private readonly double _tilt;
    private readonly Noise _edge;
    private readonly Noise _pigment;
    private readonly Noise _mesh;
    private readonly Noise _vessels;
    private readonly Noise _veil;
    private readonly Noise _sharpness;

    public Lesion(Diagnosis diagnosis, RandomStream random)
    {
        _traits = LesionTraits.Of(diagnosis, random);
        (CentreX, CentreY) = (random.Uniform(-0.14, 0.14), random.Uniform(-0.14, 0.14));
        Radius = random.Uniform(0.38, 0.54);
        _density = random.Uniform(0.85, 1.35);
        _network = random.Uniform(0.05, 0.25);
        _stretch = random.Uniform(0.80, 1.0);
        var angle = random.Uniform(0, Math.PI);
        (_cos, _sin) = (Math.Cos(angle), Math.Sin(angle));
        _tilt = random.Uniform(0, 2 * Math.PI);
        for (var k = 0; k < Harmonics; k++)
        {
            // Low harmonics make the outline lopsided, high ones make it ragged.
            var trait = k < 2 ? _traits.Asymmetry : _traits.Border;
            _amplitudes[k] = random.Normal() * (0.015 + (0.12 * trait)) / Math.Sqrt(k + 1);
            _phases[k] = random.Uniform(0, 2 * Math.PI);
        }

        (_edge, _pigment, _mesh) = (new Noise(random), new Noise(random), new Noise(random));
        (_vessels, _veil, _sharpness) = (new Noise(random), new Noise(random), new Noise(random));
    }

    public double CentreX { get; }

    public double CentreY { get; }

    public double Radius { get; }

    /// <summary>Paints the lesion; returns its coverage of each pixel, 0..1.</summary>
    public double[] Paint(Canvas canvas)
    {
        var coverage = new double[canvas.Size * canvas.Size];
        for (var row = 0; row < canvas.Size; row++)
        {
            for (var column = 0; column < canvas.Size; column++)
            {
                var (x, y) = canvas.Position(row, column);
                (x, y) = (x - CentreX, y - CentreY);
                var inside = Coverage(x, y);
                if (inside > 0)
                {
                    coverage[(row * canvas.Size) + column] = inside;
                    canvas[row, column] = Tinted(canvas[row, column], x, y, inside);
                }
            }
        }

        return coverage;
    }

    /// <summary>1 well inside the outline, 0 outside, with an edge that is soft in moles and partly abrupt in melanomas.</summary>
    private double Coverage(double x, double y)
    {
        var (u, v) = ((_cos * x) + (_sin * y), ((_cos * y) - (_sin * x)) / _stretch);
        var angle = Math.Atan2(v, u);
        var outline = Radius;
        for (var k = 0; k < Harmonics; k++)
        {
            outline += Radius * _amplitudes[k] * Math.Cos(((k + 1) * angle) + _phases[k]);
        }

        outline += (0.01 + (0.10 * _traits.Border)) * _edge.Fractal(6 * x, 6 * y, 2);
        var softness = 0.11 - (0.07 * _traits.Border * (1 + _sharpness.At(2 * x, 2 * y)) / 2);
        var t = Math.Clamp(0.5 + ((outline - Math.Sqrt((u * u) + (v * v))) / softness), 0, 1);
        return t * t * (3 - (2 * t));
    }

    private Colour Tinted(Colour skin, double x, double y, double inside)
    {
        var variegation = _traits.Variegation;
        var patches = _pigment.Fractal(3.2 * x / Radius * 0.45, 3.2 * y / Radius * 0.45, 3);
        var mesh = Math.Abs(_mesh.At(13 * x, 13 * y)) - 0.3;
        var slope = _traits.Asymmetry * ((x * Math.Cos(_tilt)) + (y * Math.Sin(_tilt))) / Radius;
        var melanin = _density * (1 + (1.5 * variegation * patches) + (0.35 * slope) - (_network * mesh));
        var blood = 0.15 + (1.6 * variegation * Above(_vessels.At(2.6 * x / Radius * 0.5, 2.6 * y / Radius * 0.5), 0.25));
        var tinted = skin.Through(Skin.Melanin, inside * Math.Max(melanin, -0.1), Skin.Blood, inside * blood);

        // The blue-white veil scatters light above the pigment, but below the epidermis: it is as bright as the skin lets it be.
        var veil = 0.75 * variegation * inside * Above(_veil.At((2.2 * x / Radius * 0.5) + 5, 2.2 * y / Radius * 0.5), 0.30);
        return tinted.Under(skin * new Colour(0.36, 0.55, 0.85), Math.Min(veil, 0.6));
    }

    private static double Above(double value, double threshold) => Math.Max(0, value - threshold) / (1 - threshold) * 2;
}
