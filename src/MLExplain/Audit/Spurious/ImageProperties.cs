using MLExplain.Imaging;

namespace MLExplain.Audit.Spurious;

/// <summary>What can be said of a picture without knowing what it shows. A model should not need any of it to tell classes apart.</summary>
public sealed record ImageProperties
{
    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Columns ÷ rows.</summary>
    public double Aspect => Width / (double)Height;

    /// <summary>Columns · rows.</summary>
    public long Size => (long)Width * Height;

    /// <summary>Mean luma, 0 (black) to 1 (white).</summary>
    public required double Brightness { get; init; }

    /// <summary>Standard deviation of the luma (RMS contrast), 0 to 0.5.</summary>
    public required double Contrast { get; init; }

    /// <summary>Red ÷ (red + green + blue) of the mean colour, 0 to 1: a colour cast. 1/3 for grey and black pictures.</summary>
    public required double Red { get; init; }

    /// <summary>Green ÷ (red + green + blue) of the mean colour, 0 to 1.</summary>
    public required double Green { get; init; }

    /// <summary>Blue ÷ (red + green + blue) of the mean colour, 0 to 1.</summary>
    public required double Blue { get; init; }

    /// <summary>Mean of (largest − smallest channel), 0 (grey) to 1.</summary>
    public required double Colorfulness { get; init; }

    /// <summary>Standard deviation of the luma's 4-neighbour Laplacian, 0 and up: small in blurred pictures. 0 when a side has fewer than 3 pixels.</summary>
    public required double Sharpness { get; init; }

    /// <summary>Shannon entropy of the luma's 256 values, 0 to 8 bits.</summary>
    public required double Entropy { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long FileSize { get; init; }

    /// <summary>The format that the file's first bytes name, such as PNG.</summary>
    public required string Format { get; init; }

    /// <summary>64 bits that change little when a picture is scaled, recompressed or slightly retouched; see <see cref="DifferenceHash"/>.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>Measures a picture.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call it in an error message.</param>
    /// <exception cref="ImageDecodeException">The file is no picture, or damaged.</exception>
    public static ImageProperties Of(ReadOnlySpan<byte> bytes, string name) => Of(ImageDecoder.Decode(bytes, name), bytes);

    internal static ImageProperties Of(RgbImage picture, ReadOnlySpan<byte> bytes)
    {
        var luma = LumaStatistics.Of(picture);
        var (red, green, blue, colorfulness) = Colors(picture.Pixels);
        return new ImageProperties
        {
            Width = picture.Width, Height = picture.Height, Brightness = luma.Mean, Contrast = luma.Deviation, Sharpness = luma.Sharpness, Entropy = luma.Entropy,
            Red = red, Green = green, Blue = blue, Colorfulness = colorfulness,
            FileSize = bytes.Length, Format = ImageSignature.Format(bytes)!, Fingerprint = DifferenceHash.Of(picture),
        };
    }

    internal static (double Red, double Green, double Blue, double Colorfulness) Colors(byte[] pixels)
    {
        long red = 0, green = 0, blue = 0, spread = 0;
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var (r, g, b) = (pixels[i], pixels[i + 1], pixels[i + 2]);
            (red, green, blue) = (red + r, green + g, blue + b);
            spread += Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b));
        }

        var sum = (double)(red + green + blue);
        return sum == 0 ? (1 / 3.0, 1 / 3.0, 1 / 3.0, 0) : (red / sum, green / sum, blue / sum, spread / (255.0 * (pixels.Length / 3)));
    }
}
