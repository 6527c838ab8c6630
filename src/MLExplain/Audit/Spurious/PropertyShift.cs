using MLExplain.Imaging;
using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>Moves a property of a picture along the one line of pictures that changes little else, in 8-bit pixels, so that every result could be a file.</summary>
/// <param name="name">The property, one of <see cref="Names"/>.</param>
internal sealed class PropertyShift(string name)
{
    private const int Iterations = 20;

    /// <summary>Grey levels by which the first step moves the pixel that moves most, at least.</summary>
    private const double FirstLevels = 4;

    /// <summary>Standard deviation of the blur that sharpness is added to and taken from, in pixels.</summary>
    private const double BlurSigma = 1;

    /// <summary>The properties that can be changed and leave what the picture shows; as <see cref="ImageProperties"/> names them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["brightness", "contrast", "red", "green", "blue", "colorfulness", "sharpness"];

    /// <summary>The property as <see cref="ImageProperties"/> defines it.</summary>
    public double Value(RgbImage picture) => name switch
    {
        "brightness" => LumaStatistics.Of(picture).Mean,
        "contrast" => LumaStatistics.Of(picture).Deviation,
        "sharpness" => LumaStatistics.Of(picture).Sharpness,
        "red" => ImageProperties.Colors(picture.Pixels).Red,
        "green" => ImageProperties.Colors(picture.Pixels).Green,
        "blue" => ImageProperties.Colors(picture.Pixels).Blue,
        _ => ImageProperties.Colors(picture.Pixels).Colorfulness,
    };

    /// <summary>The picture with another value of the property, by the secant method; null when clamped pixels keep it from getting there.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="target">The value wanted.</param>
    /// <param name="tolerance">How far from it is near enough.</param>
    public RgbImage? Reach(RgbImage picture, double target, double tolerance)
    {
        var (found, value) = (picture, Value(picture));
        var (direction, last, lastValue) = (Direction(picture), 0.0, value);
        var most = direction.Max(Math.Abs);
        if (most == 0)
        {
            return Math.Abs(value - target) <= tolerance ? picture : null;
        }

        // The first step moves brightness by what is missing, and everything else by a twentieth, or by more where the pixels' rounding would hide that.
        var amount = name == "brightness" ? 255 * (target - value) : Math.Max(-1, Math.Sign(target - value) * Math.Max(0.05, FirstLevels / most));
        for (var iteration = 0; Math.Abs(value - target) > tolerance; iteration++)
        {
            found = Add(picture, direction, amount);
            value = Value(found);
            // Beyond −1 a stretch turns the picture inside out.
            if (iteration == Iterations || value == lastValue || (name != "brightness" && amount < -1))
            {
                return null;
            }

            var slope = (value - lastValue) / (amount - last);
            (last, lastValue) = (amount, value);
            amount += (target - value) / slope;
        }

        return found;
    }

    /// <summary>Pixels plus so much of a direction, rounded and clamped to 0..255.</summary>
    public static RgbImage Add(RgbImage picture, float[] direction, double amount)
    {
        var pixels = new byte[picture.Pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(Math.Round(picture.Pixels[i] + (amount * direction[i])), 0, 255);
        }

        return new RgbImage(picture.Width, picture.Height, pixels);
    }

    private float[] Direction(RgbImage picture)
    {
        var pixels = picture.Pixels;
        switch (name)
        {
            case "brightness":
                return [.. Enumerable.Repeat(1f, pixels.Length)];
            case "contrast":
                var mean = (float)(255 * LumaStatistics.Of(picture).Mean);
                return Array.ConvertAll(pixels, p => p - mean);
            case "colorfulness":
                return [.. pixels.Select((p, i) => (float)p - RgbImage.Luma(pixels[i - (i % 3)], pixels[i - (i % 3) + 1], pixels[i - (i % 3) + 2]))];
            case "sharpness":
                var planes = new Tensor([3, picture.Height, picture.Width], [.. Enumerable.Range(0, pixels.Length).Select(i => (float)pixels[(3 * (i % (pixels.Length / 3))) + (i / (pixels.Length / 3))])]);
                var blurred = GaussianBlur.Apply(planes, BlurSigma, BlurBorder.Reflect).Values;
                return [.. pixels.Select((p, i) => p - blurred[(i % 3 * (pixels.Length / 3)) + (i / 3)])];
            default:
                return Tint(pixels, Array.IndexOf(["red", "green", "blue"], name));
        }
    }

    /// <summary>One channel up in proportion, the others down in proportion, so that the mean luma stays.</summary>
    private static float[] Tint(byte[] pixels, int channel)
    {
        double[] luma = [0.299, 0.587, 0.114];
        var sums = new double[3];
        for (var i = 0; i < pixels.Length; i++)
        {
            sums[i % 3] += luma[i % 3] * pixels[i];
        }

        var others = sums.Sum() - sums[channel];
        var down = others > 0 ? sums[channel] / others : 0;
        return [.. pixels.Select((p, i) => (float)(i % 3 == channel ? p : -down * p))];
    }
}
