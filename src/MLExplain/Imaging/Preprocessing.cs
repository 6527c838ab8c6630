using System.Globalization;
using MLExplain.Tensors;

namespace MLExplain.Imaging;

/// <summary>How a picture becomes a network input: geometry, channel order, then (pixel · scale − mean) / std per channel.</summary>
public sealed record Preprocessing
{
    /// <summary>Columns of the network input.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the network input.</summary>
    public required int Height { get; init; }

    /// <summary>How the picture is brought to that size.</summary>
    /// <value>Default: <see cref="ResizeMode.Stretch"/>.</value>
    public ResizeMode Resize { get; init; } = ResizeMode.Stretch;

    /// <summary>Length of the short side before the centre crop; read by <see cref="ResizeMode.ShortSideThenCrop"/> only.</summary>
    /// <value>Default: the larger of width and height (no margin is cropped from a square picture), which is also the least allowed.</value>
    public int? ShortSide { get; init; }

    /// <summary>How the long side's fractional length becomes whole pixels; read by <see cref="ResizeMode.ShortSideThenCrop"/> only.</summary>
    /// <value>Default: <see cref="LongSideRounding.Nearest"/>.</value>
    public LongSideRounding LongSide { get; init; } = LongSideRounding.Nearest;

    /// <summary>Channel order of the network.</summary>
    /// <value>Default: <see cref="ChannelOrder.Rgb"/>.</value>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>Factor on the 0..255 pixel value, before the mean.</summary>
    /// <value>Default: 1/255, so that pixels span 0..1.</value>
    public float Scale { get; init; } = 1f / 255f;

    /// <summary>Mean per network channel, in scaled units; one value stands for all channels.</summary>
    /// <value>Default: 0.</value>
    public IReadOnlyList<float> Mean { get; init; } = [0f];

    /// <summary>Standard deviation per network channel, in scaled units; one value stands for all channels.</summary>
    /// <value>Default: 1.</value>
    public IReadOnlyList<float> Std { get; init; } = [1f];

    /// <summary>Number of network channels.</summary>
    public int ChannelCount => Channels == ChannelOrder.Gray ? 1 : 3;

    /// <summary>A pixel value in network space.</summary>
    /// <param name="channel">Network channel.</param>
    /// <param name="pixel">Pixel value, 0..255.</param>
    public float ToNetwork(int channel, float pixel) => ((pixel * Scale) - At(Mean, channel)) / At(Std, channel);

    /// <summary>A network value as a pixel value, 0..255 (not clipped, not rounded).</summary>
    /// <param name="channel">Network channel.</param>
    /// <param name="value">Network value.</param>
    public float ToPixel(int channel, float value) => ((value * At(Std, channel)) + At(Mean, channel)) / Scale;

    /// <summary>The part of a picture that the network sees, at the network's size, before channel order and scaling.</summary>
    /// <param name="image">An upright picture of any size; with <see cref="ResizeMode.None"/> of exactly the network's size.</param>
    /// <returns>A picture of <see cref="Width"/> x <see cref="Height"/>; the very one given, when nothing has to change.</returns>
    /// <remarks>
    /// Pixels equal Pillow's <c>resize(BILINEAR)</c> to the bit. For <see cref="ResizeMode.ShortSideThenCrop"/> the window starts at
    /// (size − window) / 2, rounded half to even as torchvision's <c>CenterCrop</c> does.
    /// </remarks>
    /// <exception cref="ArgumentException">An option is out of range, or the picture has another size and may not be resized.</exception>
    public RgbImage Fit(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Validate();
        if (Resize == ResizeMode.None)
        {
            return image.Width == Width && image.Height == Height
                ? image
                : throw new ArgumentException(
                    $"The picture is {image.Width}x{image.Height} but the network takes {Width}x{Height}, and {nameof(Resize)} is {Resize}: scale the picture first or choose another {nameof(ResizeMode)}.",
                    nameof(image));
        }

        var (width, height) = Resize == ResizeMode.ShortSideThenCrop ? ScaledSize(image) : (Width, Height);
        return (width, height, Width, Height) == (image.Width, image.Height, image.Width, image.Height)
            ? image
            : PillowResize.Apply(image, width, height, Centred(width, Width), Centred(height, Height), Width, Height);
    }

    /// <summary>The network input of one picture.</summary>
    /// <param name="image">An upright picture, as <see cref="Fit"/> takes it.</param>
    /// <returns><c>[C,H,W]</c>, in the network's channel order and units.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Fit"/>.</exception>
    public Tensor Apply(RgbImage image) => Normalize(Fit(image));

    /// <summary>The network input of a picture that <see cref="Fit"/> gave.</summary>
    /// <param name="fitted">The picture, of the network's size.</param>
    /// <returns><c>[C,H,W]</c>, in the network's channel order and units.</returns>
    /// <exception cref="ArgumentException">The picture has another size.</exception>
    public Tensor Normalize(RgbImage fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        if ((fitted.Width, fitted.Height) != (Width, Height))
        {
            throw new ArgumentException($"The picture is {fitted.Width}x{fitted.Height} but the network takes {Width}x{Height}: call {nameof(Fit)} first.", nameof(fitted));
        }

        var pixels = fitted.Pixels;
        var tensor = new Tensor(ChannelCount, Height, Width);
        for (var channel = 0; channel < ChannelCount; channel++)
        {
            var plane = tensor.Row(channel);
            for (var i = 0; i < plane.Length; i++)
            {
                var pixel = Channels switch
                {
                    ChannelOrder.Rgb => pixels[(3 * i) + channel],
                    ChannelOrder.Bgr => pixels[(3 * i) + 2 - channel],
                    _ => RgbImage.Luma(pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]),
                };
                plane[i] = ToNetwork(channel, pixel);
            }
        }

        return tensor;
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the message says which, and what is expected.</exception>
    public void Validate()
    {
        Require(Width > 0 && Height > 0, $"{nameof(Width)} x {nameof(Height)} is {Width}x{Height}; both must be at least 1.");
        Require(Enum.IsDefined(Resize), $"{nameof(Resize)} is {Resize}; expected is one of {string.Join(", ", Enum.GetNames<ResizeMode>())}.");
        Require(Enum.IsDefined(LongSide), $"{nameof(LongSide)} is {LongSide}; expected is one of {string.Join(", ", Enum.GetNames<LongSideRounding>())}.");
        Require(Enum.IsDefined(Channels), $"{nameof(Channels)} is {Channels}; expected is one of {string.Join(", ", Enum.GetNames<ChannelOrder>())}.");
        Require(
            Resize != ResizeMode.ShortSideThenCrop || ShortSide is null || ShortSide >= Math.Max(Width, Height),
            $"{nameof(ShortSide)} is {ShortSide} but the crop is {Width}x{Height} and would reach outside a square picture; it must be at least {Math.Max(Width, Height)}.");
        Require(float.IsFinite(Scale) && Scale != 0, $"{nameof(Scale)} is {Scale}; it must be finite and not 0.");
        Require(Mean is not null && (Mean.Count == 1 || Mean.Count == ChannelCount), $"{nameof(Mean)} has {Mean?.Count ?? 0} values; {Expected()}.");
        Require(Std is not null && (Std.Count == 1 || Std.Count == ChannelCount), $"{nameof(Std)} has {Std?.Count ?? 0} values; {Expected()}.");
        Require(Mean!.All(float.IsFinite), $"{nameof(Mean)} is [{string.Join(", ", Mean!.Select(m => m.ToString(CultureInfo.InvariantCulture)))}]; every value must be finite.");
        Require(Std!.All(static std => float.IsFinite(std) && std > 0), $"{nameof(Std)} is [{string.Join(", ", Std!.Select(s => s.ToString(CultureInfo.InvariantCulture)))}]; every value must be finite and above 0.");
    }

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new ArgumentException($"Preprocessing: {sentence}");
        }
    }

    private static int Centred(int size, int window) => (int)Math.Round((size - window) / 2.0, MidpointRounding.ToEven);

    private string Expected() => ChannelCount == 1 ? "1 is expected" : $"1 or one for each of the {ChannelCount} channels is expected";

    private (int Width, int Height) ScaledSize(RgbImage image)
    {
        var shortSide = ShortSide ?? Math.Max(Width, Height);
        var exact = (double)shortSide * Math.Max(image.Width, image.Height) / Math.Min(image.Width, image.Height);
        var longSide = checked((int)(LongSide == LongSideRounding.Down ? Math.Floor(exact) : Math.Round(exact, MidpointRounding.ToEven)));
        return image.Width <= image.Height ? (shortSide, longSide) : (longSide, shortSide);
    }

    private static float At(IReadOnlyList<float> values, int channel) => values.Count == 1 ? values[0] : values[channel];
}
