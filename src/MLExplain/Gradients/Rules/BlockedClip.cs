using MLExplain.Onnx;

namespace MLExplain.Gradients.Rules;

/// <summary>[lo ≤ x ≤ hi] of a Clip in ONNX Runtime's blocked layout.</summary>
/// <remarks>
/// The mask is read from the output, because a runtime that fuses Clip into the convolution before it has no x. The output tells on which
/// side of a bound x was once the bounds are moved outwards by the least step: lo′ &lt; lo ≤ y ≤ hi &lt; hi′ exactly where the gradient
/// passes, and the value changes by no more than one rounding error.
/// </remarks>
internal static class BlockedClip
{
    /// <summary>How far a bound at 0 is moved: the next float is denormal, and denormals are slow.</summary>
    private const float LeastStep = 8.673617379884035e-19f;

    /// <summary>2¹⁰⁰: makes one step beyond hi outweigh the whole range.</summary>
    private const float Excess = 1.2676506002282294e30f;

    /// <summary>A 0/1 tensor, or null where the comparisons must be used. Moves the bounds of the node.</summary>
    public static string? TryInside(RuleContext r)
    {
        if (!Blocked.Holds(r, r.XInfo()) || Bound(r, 1) is not { } low || Bound(r, 2) is not { } high)
        {
            return null;
        }

        var (lower, upper) = (Outwards(low, -1), Outwards(high, 1));
        var hasLower = low > float.MinValue;
        var hasUpper = high < float.MaxValue;
        var leastExcess = (double)Excess * (MathF.BitIncrement(high) - high);
        if (!(high >= low) || (hasLower && hasUpper && leastExcess < 2.0 * Blocked.Lift * ((double)upper - low)))
        {
            return null;
        }

        Move(r, 1, hasLower, lower);
        Move(r, 2, hasUpper, upper);
        return (hasLower, hasUpper) switch
        {
            (true, true) => Between(r, low, high),
            (true, false) => NotNegative(r, Blocked.Affine(r, r.Y(), r.YInfo(), Blocked.Lift, -Blocked.Lift * low)),
            (false, true) => NotNegative(r, Blocked.Affine(r, r.Y(), r.YInfo(), -Blocked.Lift, Blocked.Lift * high)),
            _ => null,
        };
    }

    /// <summary>One sum decides both: 2²⁴·(y − lo) less a term that is 0 up to hi and outweighs it beyond.</summary>
    private static string Between(RuleContext r, float low, float high)
    {
        var excess = r.Op("Relu", [Blocked.Affine(r, r.Y(), r.YInfo(), Excess, -Excess * high)]);
        var sum = r.Add(Blocked.Affine(r, r.Y(), r.YInfo(), -Blocked.Lift, Blocked.Lift * low), excess);
        return r.Op("HardSigmoid", [sum], ("alpha", -Blocked.Slope), ("beta", 1f));
    }

    private static string NotNegative(RuleContext r, string x) => r.Op("HardSigmoid", [x], ("alpha", Blocked.Slope), ("beta", 1f));

    private static float? Bound(RuleContext r, int input) => !r.HasX(input)
        ? input == 1 ? float.MinValue : float.MaxValue
        : r.Needs(input) || r.Constant(input) is not { } constant ? null : TensorData.Floats(constant)[0];

    private static float Outwards(float bound, int direction) => bound == 0
        ? direction * LeastStep
        : direction < 0 ? MathF.BitDecrement(bound) : MathF.BitIncrement(bound);

    private static void Move(RuleContext r, int input, bool exists, float bound)
    {
        if (exists)
        {
            r.Node.Input[input] = r.G.Scalar(bound);
        }
    }
}
