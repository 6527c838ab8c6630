using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of rectifiers: activations made of straight pieces.</summary>
/// <remarks>
/// Guided Backprop gates what arrives, max(dY, 0), and then applies the rectifier's own derivative; DeconvNet gates what arrives and
/// ignores the derivative. On Relu these are the published rules, and LeakyRelu, PRelu, ThresholdedRelu and Clip(0, ·) follow them.
/// </remarks>
internal static class Activations
{
    /// <summary>y = max(x, 0)  ⇒  dX = dY · [y &gt; 0]; the gradient at 0 is 0.</summary>
    public static void Relu(RuleContext r) => r.Give(0, r.Mul(r.DY(), Blocked.Positive(r, r.Y(), r.YInfo())));

    /// <summary>dX = max(dY, 0) · [y &gt; 0]</summary>
    public static void GuidedRelu(RuleContext r) => r.Give(0, r.Mul(Gate(r), Blocked.Positive(r, r.Y(), r.YInfo())));

    /// <summary>dX = max(dY, 0)</summary>
    public static void DeconvnetRelu(RuleContext r) => r.Give(0, Gate(r));

    /// <summary>y = x if x &gt; 0 else α·x  ⇒  dX = dY if x &gt; 0 else α·dY</summary>
    public static void LeakyRelu(RuleContext r) => LeakyRelu(r, r.DY());

    public static void GuidedLeakyRelu(RuleContext r) => LeakyRelu(r, Gate(r));

    /// <summary>y = x if x &gt; 0 else s·x  ⇒  dX = dY if x &gt; 0 else s·dY;  dS = dY · min(x, 0)</summary>
    public static void PRelu(RuleContext r) => PRelu(r, r.DY());

    public static void GuidedPRelu(RuleContext r) => PRelu(r, Gate(r));

    /// <summary>y = x if x &gt; α else 0  ⇒  dX = dY · [x &gt; α]</summary>
    public static void ThresholdedRelu(RuleContext r) => ThresholdedRelu(r, r.DY());

    public static void GuidedThresholdedRelu(RuleContext r) => ThresholdedRelu(r, Gate(r));

    /// <summary>y = min(max(x, lo), hi)  ⇒  dX = dY · [lo ≤ x ≤ hi]; the gradient passes at the bounds.</summary>
    public static void Clip(RuleContext r) => Clip(r, r.DY());

    /// <summary>Clip(0, hi), such as Relu6, is a rectifier; other clips are not and keep their gradient.</summary>
    public static void GuidedClip(RuleContext r) => Clip(r, IsRectifier(r) ? Gate(r) : r.DY());

    public static void DeconvnetClip(RuleContext r)
    {
        if (IsRectifier(r))
        {
            r.Give(0, Gate(r));
        }
        else
        {
            Clip(r);
        }
    }

    private static string Gate(RuleContext r) => r.Op("Relu", [r.DY()]);

    /// <summary>Whether a node with a row in the modified tables is a rectifier: of clips, only those with the constant lower bound 0 are.</summary>
    public static bool IsRectifier(NodeProto node, Func<string, TensorProto?> constant) =>
        node.OpType != "Clip"
        || (node.Input.Count > 1
            && constant(node.Input[1]) is { DataType: (int)TensorProto.Types.DataType.Float } lower
            && TensorData.Floats(lower)[0] == 0);

    private static bool IsRectifier(RuleContext r) => IsRectifier(r.Node, _ => r.Constant(1));

    private static void LeakyRelu(RuleContext r, string dY) =>
        r.Give(0, r.Op("Where", [r.Op("Greater", [r.X(), r.G.Scalar(0)]), dY, r.Scale(dY, r.Float("alpha", 0.01f))]));

    private static void PRelu(RuleContext r, string dY)
    {
        if (r.Needs(0))
        {
            r.Give(0, r.Op("Where", [r.Op("Greater", [r.X(), r.G.Scalar(0)]), dY, r.Mul(dY, r.X(1))]));
        }

        if (r.Needs(1))
        {
            r.GiveBroadcast(1, r.Mul(dY, r.Op("Min", [r.X(), r.G.Scalar(0)])));
        }
    }

    private static void ThresholdedRelu(RuleContext r, string dY) =>
        r.Give(0, r.Mul(dY, r.AsFloat(r.Op("Greater", [r.X(), r.G.Scalar(r.Float("alpha", 1))]))));

    private static void Clip(RuleContext r, string dY)
    {
        if (r.Needs(1) || r.Needs(2))
        {
            throw new RuleRefusedException("its bounds depend on the image");
        }

        if (BlockedClip.TryInside(r) is { } mask)
        {
            r.Give(0, r.Mul(dY, mask));
            return;
        }

        var aboveLower = r.HasX(1) ? r.Op("GreaterOrEqual", [r.X(), r.X(1)]) : null;
        var belowUpper = r.HasX(2) ? r.Op("LessOrEqual", [r.X(), r.X(2)]) : null;
        var inside = aboveLower is not null && belowUpper is not null ? r.Op("And", [aboveLower, belowUpper]) : aboveLower ?? belowUpper;
        r.Give(0, inside is null ? dY : r.Mul(dY, r.AsFloat(inside)));
    }
}
