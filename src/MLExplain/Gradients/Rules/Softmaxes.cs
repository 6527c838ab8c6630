namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of normalised exponentials along one axis.</summary>
internal static class Softmaxes
{
    /// <summary>yᵢ = eˣⁱ / Σ eˣ  ⇒  dX = y · (dY − Σ dY·y)</summary>
    public static void Softmax(RuleContext r) => r.Give(0, r.Mul(r.Y(), r.Sub(r.DY(), Total(r, r.Mul(r.DY(), r.Y())))));

    /// <summary>y = x − ln Σ eˣ  ⇒  dX = dY − eʸ · Σ dY</summary>
    public static void LogSoftmax(RuleContext r) => r.Give(0, r.Sub(r.DY(), r.Mul(r.Op("Exp", [r.Y()]), Total(r, r.DY()))));

    private static string Total(RuleContext r, string a) => r.Op("ReduceSum", [a, r.G.Constant(r.Int("axis", -1))], ("keepdims", 1));
}
