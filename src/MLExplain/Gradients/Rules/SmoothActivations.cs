namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of activations with curvature (and their straight-line imitations): every row is dX = dY · f′(x).</summary>
/// <remarks>Guided Backprop and DeconvNet leave them alone: they squash or weigh, they do not rectify.</remarks>
internal static class SmoothActivations
{
    private const float SqrtHalf = 0.70710678f;
    private const float InverseSqrt2Pi = 0.39894228f;
    private const float Sqrt2OverPi = 0.79788456f;
    private const float GeluCubic = 0.044715f;

    /// <summary>y = 1 / (1 + e⁻ˣ)  ⇒  f′ = y · (1 − y)</summary>
    public static void Sigmoid(RuleContext r) => Chain(r, r.Mul(r.Y(), OneMinus(r, r.Y())));

    /// <summary>f′ = 1 − y²</summary>
    public static void Tanh(RuleContext r) => Chain(r, OneMinus(r, Square(r, r.Y())));

    /// <summary>y = min(max(α·x + β, 0), 1)  ⇒  f′ = α · [0 &lt; y &lt; 1]</summary>
    public static void HardSigmoid(RuleContext r) => r.Give(0, r.Scale(r.Mul(r.DY(), Inside(r, r.Y())), r.Float("alpha", 0.2f)));

    /// <summary>y = x · h, h = min(max(x/6 + ½, 0), 1)  ⇒  f′ = h + x/6 · [0 &lt; h &lt; 1]</summary>
    public static void HardSwish(RuleContext r)
    {
        var h = r.Op("HardSigmoid", [r.X()], ("alpha", 1 / 6f), ("beta", 0.5f));
        Chain(r, r.Add(h, r.Mul(r.Scale(r.X(), 1 / 6f), Inside(r, h))));
    }

    /// <summary>y = x if x &gt; 0 else α·(eˣ − 1)  ⇒  f′ = 1 if x &gt; 0 else y + α</summary>
    public static void Elu(RuleContext r) => Piecewise(r, r.DY(), r.Add(r.Y(), r.G.Scalar(r.Float("alpha", 1))));

    /// <summary>y = γ·x if x &gt; 0 else γ·α·(eˣ − 1)  ⇒  f′ = γ if x &gt; 0 else y + γ·α</summary>
    public static void Selu(RuleContext r)
    {
        var (alpha, gamma) = (r.Float("alpha", 1.67326319f), r.Float("gamma", 1.05070102f));
        Piecewise(r, r.Scale(r.DY(), gamma), r.Add(r.Y(), r.G.Scalar(gamma * alpha)));
    }

    /// <summary>y = x if x &gt; 0 else α·(e^(x/α) − 1)  ⇒  f′ = 1 if x &gt; 0 else y/α + 1</summary>
    public static void Celu(RuleContext r) => Piecewise(r, r.DY(), r.Add(r.Scale(r.Y(), 1 / r.Float("alpha", 1)), r.G.Scalar(1)));

    /// <summary>y = ln(1 + eˣ)  ⇒  f′ = sigmoid(x)</summary>
    public static void Softplus(RuleContext r) => Chain(r, r.Op("Sigmoid", [r.X()]));

    /// <summary>y = x / (1 + |x|)  ⇒  f′ = 1 / (1 + |x|)²</summary>
    public static void Softsign(RuleContext r) => r.Give(0, r.Div(r.DY(), Square(r, r.Add(r.Op("Abs", [r.X()]), r.G.Scalar(1)))));

    /// <summary>y = x · t, t = tanh(softplus(x))  ⇒  f′ = t + x · sigmoid(x) · (1 − t²)</summary>
    public static void Mish(RuleContext r)
    {
        var t = r.Op("Tanh", [r.Op("Softplus", [r.X()])]);
        Chain(r, r.Add(t, r.Mul(r.Mul(r.X(), r.Op("Sigmoid", [r.X()])), OneMinus(r, Square(r, t)))));
    }

    /// <summary>y = x · s, s = sigmoid(α·x)  ⇒  f′ = s · (1 + α·x·(1 − s))</summary>
    public static void Swish(RuleContext r) => Swish(r, r.Float("alpha", 1));

    /// <summary>Swish with α = 1.702 unless stated.</summary>
    public static void QuickGelu(RuleContext r) => Swish(r, r.Float("alpha", 1.702f));

    /// <summary>y = x · Φ(x)  ⇒  f′ = Φ(x) + x · φ(x); or its tanh approximation.</summary>
    public static void Gelu(RuleContext r) =>
        Chain(r, r.Text("approximate", "none") == "tanh" ? TanhGeluDerivative(r, r.X()) : GeluDerivative(r, r.X()));

    /// <summary>y = gelu(x + b)  ⇒  dX = dY · gelu′(x + b), dB the same summed</summary>
    public static void BiasGelu(RuleContext r) => Biased(r, GeluDerivative(r, r.Add(r.X(), r.X(1))));

    /// <summary>y = gelu_tanh(x + b) with optional b</summary>
    public static void FastGelu(RuleContext r) => Biased(r, TanhGeluDerivative(r, r.HasX(1) ? r.Add(r.X(), r.X(1)) : r.X()));

    /// <summary>f′ = 2/√π · e^(−x²)</summary>
    public static void Erf(RuleContext r) => Chain(r, r.Scale(r.Op("Exp", [r.Neg(Square(r, r.X()))]), 1.12837917f));

    private static void Swish(RuleContext r, float alpha)
    {
        var s = r.Op("Sigmoid", [r.Scale(r.X(), alpha)]);
        Chain(r, r.Mul(s, r.Add(r.Mul(r.Scale(r.X(), alpha), OneMinus(r, s)), r.G.Scalar(1))));
    }

    /// <summary>Φ(x) = ½(1 + erf(x/√2)), φ(x) = e^(−x²/2)/√(2π)</summary>
    private static string GeluDerivative(RuleContext r, string x)
    {
        var cumulative = r.Scale(r.Add(r.Op("Erf", [r.Scale(x, SqrtHalf)]), r.G.Scalar(1)), 0.5f);
        var density = r.Scale(r.Op("Exp", [r.Scale(Square(r, x), -0.5f)]), InverseSqrt2Pi);
        return r.Add(cumulative, r.Mul(x, density));
    }

    /// <summary>y = ½x(1 + t), t = tanh(u), u = √(2/π)(x + c·x³)  ⇒  f′ = ½(1 + t) + ½x(1 − t²)·√(2/π)(1 + 3c·x²)</summary>
    private static string TanhGeluDerivative(RuleContext r, string x)
    {
        var square = Square(r, x);
        var u = r.Scale(r.Mul(x, r.Add(r.Scale(square, GeluCubic), r.G.Scalar(1))), Sqrt2OverPi);
        var t = r.Op("Tanh", [u]);
        var slope = r.Scale(r.Add(r.Scale(square, 3 * GeluCubic), r.G.Scalar(1)), Sqrt2OverPi);
        var rest = r.Mul(x, r.Mul(OneMinus(r, Square(r, t)), slope));
        return r.Scale(r.Add(r.Add(t, r.G.Scalar(1)), rest), 0.5f);
    }

    private static void Biased(RuleContext r, string derivative)
    {
        var gradient = r.Mul(r.DY(), derivative);
        foreach (var i in new[] { 0, 1 }.Where(r.Needs))
        {
            r.GiveBroadcast(i, gradient);
        }
    }

    private static void Chain(RuleContext r, string derivative) => r.Give(0, r.Mul(r.DY(), derivative));

    /// <summary>dX = positive if x &gt; 0 else dY · derivative</summary>
    private static void Piecewise(RuleContext r, string positive, string derivative) =>
        r.Give(0, r.Op("Where", [r.Op("Greater", [r.X(), r.G.Scalar(0)]), positive, r.Mul(r.DY(), derivative)]));

    private static string Square(RuleContext r, string a) => r.Mul(a, a);

    private static string OneMinus(RuleContext r, string a) => r.Sub(r.G.Scalar(1), a);

    /// <summary>1 where 0 &lt; a &lt; 1, else 0.</summary>
    private static string Inside(RuleContext r, string a) =>
        r.AsFloat(r.Op("And", [r.Op("Greater", [a, r.G.Scalar(0)]), r.Op("Less", [a, r.G.Scalar(1)])]));
}
