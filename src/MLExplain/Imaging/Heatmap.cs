using System.Numerics.Tensors;
using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>Draws maps of numbers as pictures.</summary>
/// <remarks>
/// Values are divided by the <see cref="HeatmapOptions.Percentile"/> of their magnitudes, or by the largest where that percentile is 0,
/// and clipped; a map of zeros is drawn in the colour of 0, any other constant map in that of its sign's full value.
/// </remarks>
public static class Heatmap
{
    /// <summary>Draws a map alone, one pixel per value.</summary>
    /// <param name="map">height · width values, row-major, in any unit; all finite.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <exception cref="ArgumentException">A value is not finite, the sizes do not fit, or an option is out of range.</exception>
    public static RgbImage Render(ReadOnlySpan<float> map, int height, int width, HeatmapOptions? options = null)
    {
        options ??= new HeatmapOptions();
        return Paint(Normalize(map, height, width, options), height, width, options);
    }

    /// <summary>Lays a map over a picture.</summary>
    /// <param name="picture">The picture, such as <see cref="Preprocessing.Fit"/> returns it: the map covers all of it.</param>
    /// <param name="map">height · width values, row-major, in any unit; all finite. Brought to the picture's size.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="options">How to draw; null for the defaults.</param>
    /// <returns>A new picture of the given one's size: (1 − opacity) · picture + opacity · colour, the opacity times |value| with <see cref="HeatmapOptions.Fade"/>.</returns>
    /// <exception cref="ArgumentException">A value is not finite, the sizes do not fit, or an option is out of range.</exception>
    public static RgbImage Overlay(RgbImage picture, ReadOnlySpan<float> map, int height, int width, HeatmapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        options ??= new HeatmapOptions();
        var values = Normalize(map, height, width, options);
        var resized = options.Smooth
            ? PlaneResize.Bilinear(values, height, width, picture.Height, picture.Width)
            : PlaneResize.Nearest(values, height, width, picture.Height, picture.Width);
        var blend = Paint(resized, picture.Height, picture.Width, options);
        for (var i = 0; i < blend.Pixels.Length; i++)
        {
            var opacity = options.Fade ? options.Opacity * Math.Abs(resized[i / 3]) : options.Opacity;
            var level = ((1 - opacity) * picture.Pixels[i]) + (opacity * blend.Pixels[i]);
            blend.Pixels[i] = (byte)Math.Round(level, MidpointRounding.AwayFromZero);
        }

        return blend;
    }

    /// <summary>The values that are drawn: −1 … 1 for <see cref="HeatmapSign.Both"/>, else 0 … 1.</summary>
    /// <param name="map">height · width values, row-major; all finite.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="options">How to draw.</param>
    /// <exception cref="ArgumentException">A value is not finite, the sizes do not fit, or an option is out of range.</exception>
    public static float[] Normalize(ReadOnlySpan<float> map, int height, int width, HeatmapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(map, height, width, options);
        var values = map.ToArray();
        if (options.Sign == HeatmapSign.Magnitude)
        {
            TensorPrimitives.Abs(values, values);
        }
        else if (options.Sign == HeatmapSign.Positive)
        {
            TensorPrimitives.Max(values, 0f, values);
        }

        var magnitudes = Array.ConvertAll(values, Math.Abs);
        Array.Sort(magnitudes);
        var full = Quantiles.LinearOfSorted(magnitudes, options.Percentile / 100);
        full = full > 0 ? full : magnitudes[^1];
        return full > 0 ? Array.ConvertAll(values, value => Math.Clamp(value / full, -1, 1)) : values;
    }

    private static RgbImage Paint(float[] values, int height, int width, HeatmapOptions options)
    {
        var signed = options.Sign == HeatmapSign.Both;
        var colors = options.Colors ?? (signed ? ColorMap.BlueWhiteRed : ColorMap.Inferno);
        var pixels = new byte[3 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = colors.At(signed ? (values[i] + 1) / 2.0 : values[i]);
        }

        return new RgbImage(width, height, pixels);
    }

    private static void Check(ReadOnlySpan<float> map, int height, int width, HeatmapOptions options)
    {
        if (map.IsEmpty || map.Length != (long)height * width)
        {
            throw new ArgumentException($"A heat map of {height}x{width} needs that many values, at least one; {map.Length} were given.", nameof(map));
        }

        for (var i = 0; i < map.Length; i++)
        {
            if (!float.IsFinite(map[i]))
            {
                throw new ArgumentException($"The value in row {i / width}, column {i % width} of a {height}x{width} heat map is {map[i]}; every value must be finite.", nameof(map));
            }
        }

        if (!(options.Percentile is > 0 and <= 100) || !(options.Opacity is >= 0 and <= 1) || !Enum.IsDefined(options.Sign))
        {
            throw new ArgumentException(
                $"A heat map cannot be drawn with {nameof(options.Percentile)} {options.Percentile}, {nameof(options.Opacity)} {options.Opacity} and {nameof(options.Sign)} {options.Sign}; expected are above 0 to 100, 0 to 1, and one of {string.Join(", ", Enum.GetNames<HeatmapSign>())}.",
                nameof(options));
        }
    }
}
