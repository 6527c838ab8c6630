namespace MLExplain.Gradients.Rules;

/// <summary>Resize along one axis as ONNX defines it: which input positions, with which weights, an output position is made of.</summary>
/// <remarks>Computed in float32 as runtimes do, so that positions halfway between two pixels round alike.</remarks>
internal sealed record Interpolation(string Mode, string Coordinates, string Rounding, int InSize, int OutSize, float Scale)
{
    /// <summary>Coefficient a of the cubic kernel.</summary>
    public float CubicCoefficient { get; init; } = -0.75f;

    /// <summary>Whether positions beyond the image get no weight, instead of repeating the edge.</summary>
    public bool ExcludeOutside { get; init; }

    public IEnumerable<(int At, float Weight)> Row(int output)
    {
        var position = InSize == OutSize && Scale == 1 ? output : Original(output);
        return Mode switch
        {
            "nearest" => [(Math.Clamp(Nearest(position), 0, InSize - 1), 1f)],
            "linear" => LinearWeights(position),
            "cubic" => Cubic(position),
            _ => throw new RuleRefusedException($"its mode '{Mode}' is unknown; known: nearest, linear, cubic"),
        };
    }

    private float Original(float output) => Coordinates switch
    {
        "half_pixel" => ((output + 0.5f) / Scale) - 0.5f,
        "pytorch_half_pixel" => OutSize > 1 ? ((output + 0.5f) / Scale) - 0.5f : 0,
        "asymmetric" => output / Scale,
        "align_corners" => OutSize == 1 ? 0 : output * (InSize - 1) / (OutSize - 1),
        "half_pixel_symmetric" => HalfPixelSymmetric(output),
        _ => throw new RuleRefusedException($"its coordinate_transformation_mode '{Coordinates}' has no gradient rule"),
    };

    private float HalfPixelSymmetric(float output)
    {
        var adjustment = OutSize / (Scale * InSize);
        var centre = InSize / 2f;
        return (centre * (1 - adjustment)) + ((output + 0.5f) / Scale) - 0.5f;
    }

    private int Nearest(float position) => Rounding switch
    {
        "round_prefer_floor" => (int)(position == MathF.Floor(position) + 0.5f ? MathF.Floor(position) : MathF.Round(position, MidpointRounding.AwayFromZero)),
        "round_prefer_ceil" => (int)MathF.Floor(position + 0.5f),
        "floor" => (int)MathF.Floor(position),
        "ceil" => (int)MathF.Ceiling(position),
        _ => throw new RuleRefusedException($"its nearest_mode '{Rounding}' is unknown; known: round_prefer_floor, round_prefer_ceil, floor, ceil"),
    };

    private IEnumerable<(int At, float Weight)> LinearWeights(float position)
    {
        var inside = Math.Clamp(position, 0, InSize - 1);
        var low = (int)inside;
        var fraction = inside - low;
        return [(low, 1 - fraction), (Math.Min(low + 1, InSize - 1), fraction)];
    }

    private IEnumerable<(int At, float Weight)> Cubic(float position)
    {
        var low = (int)MathF.Floor(position);
        var taps = Enumerable.Range(low - 1, 4).Select(at => (At: at, Weight: Kernel(MathF.Abs(position - at)))).ToArray();
        if (ExcludeOutside)
        {
            taps = [.. taps.Where(t => t.At >= 0 && t.At < InSize)];
            var total = taps.Sum(t => t.Weight);
            return taps.Select(t => (t.At, t.Weight / total));
        }

        return taps.Select(t => (Math.Clamp(t.At, 0, InSize - 1), t.Weight));
    }

    /// <summary>Keys 1981: the piecewise cubic with parameter a.</summary>
    private float Kernel(float t)
    {
        var a = CubicCoefficient;
        return t <= 1
            ? ((((a + 2) * t) - (a + 3)) * t * t) + 1
            : t < 2 ? (((((a * t) - (5 * a)) * t) + (8 * a)) * t) - (4 * a) : 0;
    }
}
