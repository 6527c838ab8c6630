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
    /// <value>Default: the larger of width and height (no margin is cropped from a square picture).</value>
    public int? ShortSide { get; init; }

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

    private static float At(IReadOnlyList<float> values, int channel) => values.Count == 1 ? values[0] : values[channel];
}
