namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of matrix products.</summary>
internal static class Linear
{
    /// <summary>Y = α·A'·B' + β·C with A' = A or Aᵀ  ⇒  dA' = α·dY·B'ᵀ, dB' = α·A'ᵀ·dY, dC = β·dY</summary>
    public static void Gemm(RuleContext r)
    {
        var (transA, transB, alpha) = (r.Int("transA", 0) != 0, r.Int("transB", 0) != 0, ("alpha", (object)r.Float("alpha", 1)));
        if (r.Needs(0))
        {
            r.Give(0, transA
                ? r.Op("Gemm", [r.X(1), r.DY()], alpha, ("transA", transB), ("transB", 1))
                : r.Op("Gemm", [r.DY(), r.X(1)], alpha, ("transB", !transB)));
        }

        if (r.Needs(1))
        {
            r.Give(1, transB
                ? r.Op("Gemm", [r.DY(), r.X(0)], alpha, ("transA", 1), ("transB", transA))
                : r.Op("Gemm", [r.X(0), r.DY()], alpha, ("transA", !transA)));
        }

        if (r.Needs(2))
        {
            r.GiveBroadcast(2, r.Scale(r.DY(), r.Float("beta", 1)));
        }
    }
}
