using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of elementwise arithmetic; the engine sums over broadcast axes.</summary>
internal static class Arithmetic
{
    /// <summary>y = a + b  ⇒  dA = dY, dB = dY</summary>
    public static void Add(RuleContext r) => Each(r, _ => r.DY());

    /// <summary>y = a − b  ⇒  dA = dY, dB = −dY</summary>
    public static void Sub(RuleContext r) => Each(r, i => i == 0 ? r.DY() : r.Neg(r.DY()));

    /// <summary>y = a · b  ⇒  dA = dY · b, dB = dY · a</summary>
    public static void Mul(RuleContext r) => Each(r, i => r.Mul(r.DY(), r.X(1 - i)));

    /// <summary>y = a / b  ⇒  dA = dY / b, dB = −dY · y / b</summary>
    public static void Div(RuleContext r) => Each(r, i => r.Div(i == 0 ? r.DY() : r.Neg(r.Mul(r.DY(), r.Y())), r.X(1)));

    /// <summary>y = Σ xᵢ  ⇒  every dXᵢ = dY</summary>
    public static void Sum(RuleContext r) => Each(r, _ => r.DY());

    /// <summary>y = Σ xᵢ / n  ⇒  every dXᵢ = dY / n</summary>
    public static void Mean(RuleContext r) => Each(r, _ => r.Scale(r.DY(), 1f / r.InputCount));

    /// <summary>The largest (or smallest) operand receives dY; of equal ones the first, so that the shares always sum to dY.</summary>
    public static void Extreme(RuleContext r)
    {
        string? taken = null;
        for (var i = 0; i < r.InputCount; i++)
        {
            var wins = r.Op("Equal", [r.X(i), r.Y()]);
            var first = taken is null ? wins : r.Op("And", [wins, r.Op("Not", [taken])]);
            if (r.Needs(i))
            {
                r.GiveBroadcast(i, r.Mul(r.DY(), r.AsFloat(first)));
            }

            taken = taken is null ? wins : r.Op("Or", [taken, wins]);
        }
    }

    /// <summary>y = aᵇ  ⇒  dA = dY · b · aᵇ⁻¹, dB = dY · y · ln a (0 where a ≤ 0)</summary>
    public static void Pow(RuleContext r)
    {
        if (r.Needs(0))
        {
            r.GiveBroadcast(0, r.Mul(r.DY(), PowerDerivative(r)));
        }

        if (r.Needs(1))
        {
            var positive = r.Op("Greater", [r.X(), r.G.Scalar(0)]);
            var log = r.Op("Log", [r.Op("Where", [positive, r.X(), r.G.Scalar(1)])]);
            r.GiveBroadcast(1, r.Mul(r.DY(), r.Mul(r.Y(), log)));
        }
    }

    /// <summary>y = c ? a : b  ⇒  dA = c ? dY : 0, dB = c ? 0 : dY</summary>
    public static void Where(RuleContext r)
    {
        var zero = r.G.Scalar(0);
        if (r.Needs(1))
        {
            r.GiveBroadcast(1, r.Op("Where", [r.X(), r.DY(), zero]));
        }

        if (r.Needs(2))
        {
            r.GiveBroadcast(2, r.Op("Where", [r.X(), zero, r.DY()]));
        }
    }

    /// <summary>Between floating-point types dX is dY in the type of x; an integer does not vary with the image.</summary>
    public static void Cast(RuleContext r)
    {
        if (IsFloating(r.XInfo()) && IsFloating(r.YInfo()))
        {
            r.Give(0, r.XInfo().Type == r.YInfo().Type ? r.DY() : r.Op("Cast", [r.DY()], ("to", (int)r.XInfo().Type)));
        }
    }

    private static bool IsFloating(TensorInfo info) => info.Type is TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Double;

    /// <summary>b · aᵇ⁻¹; exponents 0, 1 and 2 avoid a power, which is undefined at a = 0 for the first.</summary>
    private static string PowerDerivative(RuleContext r)
    {
        if (r.Constant(1) is { } exponent && TensorData.Count(exponent) == 1)
        {
            var value = (TensorProto.Types.DataType)exponent.DataType is TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Double
                ? TensorData.Floats(exponent)[0]
                : TensorData.Ints(exponent)[0];
            return value switch
            {
                0 => r.Zeros(r.X()),
                1 => r.G.Scalar(1),
                2 => r.Scale(r.X(), 2),
                _ => r.Scale(r.Op("Pow", [r.X(), r.G.Scalar(value - 1)]), value),
            };
        }

        var b = r.XInfo(1).Type == r.XInfo().Type ? r.X(1) : r.Op("Cast", [r.X(1)], ("to", (int)r.XInfo().Type));
        return r.Mul(b, r.Op("Pow", [r.X(), r.Sub(b, r.G.Scalar(1))]));
    }

    private static void Each(RuleContext r, Func<int, string> gradient)
    {
        foreach (var i in Enumerable.Range(0, r.InputCount).Where(r.Needs))
        {
            r.GiveBroadcast(i, gradient(i));
        }
    }
}
