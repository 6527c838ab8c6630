namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of operators that only move elements.</summary>
internal static class ShapeOps
{
    /// <summary>y = x  ⇒  dX = dY</summary>
    public static void Identity(RuleContext r) => r.Give(0, r.DY());

    /// <summary>The elements keep their order  ⇒  dX is dY in the shape of x.</summary>
    public static void Reshaped(RuleContext r) => r.Give(0, r.ReshapeTo(r.DY(), r.XInfo(), r.X()));
}
