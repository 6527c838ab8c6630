namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of activation functions.</summary>
internal static class Activations
{
    /// <summary>y = max(x, 0)  ⇒  dX = dY · [y &gt; 0]; the gradient at 0 is 0.</summary>
    public static void Relu(RuleContext r) => r.Give(0, r.Mul(r.DY(), r.Positive(r.Y())));

    /// <summary>dX = max(dY, 0) · [y &gt; 0]</summary>
    public static void GuidedRelu(RuleContext r) => r.Give(0, r.Mul(r.Op("Relu", [r.DY()]), r.Positive(r.Y())));

    /// <summary>dX = max(dY, 0)</summary>
    public static void DeconvnetRelu(RuleContext r) => r.Give(0, r.Op("Relu", [r.DY()]));
}
