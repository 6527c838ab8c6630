namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of elementary functions of one variable: every row is dX = dY · f′(x).</summary>
internal static class Functions
{
    public static void Neg(RuleContext r) => r.Give(0, r.Neg(r.DY()));

    /// <summary>f′ = sign(x); 0 at 0</summary>
    public static void Abs(RuleContext r) => Chain(r, r.Op("Sign", [r.X()]));

    /// <summary>f′ = 1 / 2y</summary>
    public static void Sqrt(RuleContext r) => r.Give(0, r.Div(r.Scale(r.DY(), 0.5f), r.Y()));

    /// <summary>f′ = y</summary>
    public static void Exp(RuleContext r) => Chain(r, r.Y());

    /// <summary>f′ = 1 / x</summary>
    public static void Log(RuleContext r) => r.Give(0, r.Div(r.DY(), r.X()));

    /// <summary>y = 1 / x  ⇒  f′ = −y²</summary>
    public static void Reciprocal(RuleContext r) => Chain(r, r.Neg(Square(r, r.Y())));

    public static void Sin(RuleContext r) => Chain(r, r.Op("Cos", [r.X()]));

    public static void Cos(RuleContext r) => Chain(r, r.Neg(r.Op("Sin", [r.X()])));

    /// <summary>f′ = 1 + y²</summary>
    public static void Tan(RuleContext r) => Chain(r, Plus(r, Square(r, r.Y()), 1));

    public static void Sinh(RuleContext r) => Chain(r, r.Op("Cosh", [r.X()]));

    public static void Cosh(RuleContext r) => Chain(r, r.Op("Sinh", [r.X()]));

    /// <summary>f′ = 1 / √(1 − x²)</summary>
    public static void Asin(RuleContext r) => r.Give(0, r.Div(r.DY(), r.Op("Sqrt", [Plus(r, r.Neg(Square(r, r.X())), 1)])));

    /// <summary>f′ = −1 / √(1 − x²)</summary>
    public static void Acos(RuleContext r) => r.Give(0, r.Div(r.Neg(r.DY()), r.Op("Sqrt", [Plus(r, r.Neg(Square(r, r.X())), 1)])));

    /// <summary>f′ = 1 / (1 + x²)</summary>
    public static void Atan(RuleContext r) => r.Give(0, r.Div(r.DY(), Plus(r, Square(r, r.X()), 1)));

    /// <summary>f′ = 1 / √(x² + 1)</summary>
    public static void Asinh(RuleContext r) => r.Give(0, r.Div(r.DY(), r.Op("Sqrt", [Plus(r, Square(r, r.X()), 1)])));

    /// <summary>f′ = 1 / √(x² − 1)</summary>
    public static void Acosh(RuleContext r) => r.Give(0, r.Div(r.DY(), r.Op("Sqrt", [Plus(r, Square(r, r.X()), -1)])));

    /// <summary>f′ = 1 / (1 − x²)</summary>
    public static void Atanh(RuleContext r) => r.Give(0, r.Div(r.DY(), Plus(r, r.Neg(Square(r, r.X())), 1)));

    private static void Chain(RuleContext r, string derivative) => r.Give(0, r.Mul(r.DY(), derivative));

    private static string Square(RuleContext r, string a) => r.Mul(a, a);

    private static string Plus(RuleContext r, string a, float b) => r.Add(a, r.G.Scalar(b));
}
