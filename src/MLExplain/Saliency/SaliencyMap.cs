using MLExplain.Tensors;

namespace MLExplain.Saliency;

/// <summary>One value per pixel: how much the pixel mattered, and how that was read from the attribution.</summary>
public sealed record SaliencyMap
{
    /// <summary>The map <c>[H,W]</c>; signed for <see cref="ChannelReduction.Sum"/>, <c>Max</c> and <c>Mean</c>, else ≥ 0.</summary>
    public required Tensor Values { get; init; }

    /// <summary>How the channels were reduced.</summary>
    public required ChannelReduction Reduction { get; init; }

    /// <summary>The explained class.</summary>
    public required int Target { get; init; }

    /// <summary>Reduces an attribution's channels.</summary>
    /// <param name="attribution">Signed values <c>[C,H,W]</c>, or <c>[H,W]</c>, which count as one channel.</param>
    /// <param name="reduction">How.</param>
    public static SaliencyMap From(Attribution attribution, ChannelReduction reduction)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        return new SaliencyMap { Values = Reduced(attribution.Values, reduction), Reduction = reduction, Target = attribution.Target };
    }

    /// <summary>One value per pixel, <c>[H,W]</c>, of values <c>[C,H,W]</c> or <c>[H,W]</c>.</summary>
    internal static Tensor Reduced(Tensor values, ChannelReduction reduction)
    {
        var (height, width) = (values.Shape[^2], values.Shape[^1]);
        var plane = height * width;
        var map = new Tensor(height, width);
        for (var pixel = 0; pixel < plane; pixel++)
        {
            map.Values[pixel] = (float)Reduce(values.Values, pixel, plane, reduction);
        }

        return map;
    }

    private static double Reduce(float[] values, int pixel, int plane, ChannelReduction reduction)
    {
        var (sum, absolute, squares, largest, largestAbsolute) = (0.0, 0.0, 0.0, double.NegativeInfinity, 0.0);
        var channels = values.Length / plane;
        for (var i = pixel; i < values.Length; i += plane)
        {
            double value = values[i];
            sum += value;
            absolute += Math.Abs(value);
            squares += value * value;
            largest = Math.Max(largest, value);
            largestAbsolute = Math.Max(largestAbsolute, Math.Abs(value));
        }

        return reduction switch
        {
            ChannelReduction.Sum => sum,
            ChannelReduction.AbsoluteSum => absolute,
            ChannelReduction.Max => largest,
            ChannelReduction.MaxAbsolute => largestAbsolute,
            ChannelReduction.Mean => sum / channels,
            ChannelReduction.L2 => Math.Sqrt(squares),
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "Unknown channel reduction."),
        };
    }
}
