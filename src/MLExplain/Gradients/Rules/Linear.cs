using MLExplain.Onnx;

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

    /// <summary>Y = A·B over the last two axes, the others broadcast  ⇒  dA = dY·Bᵀ, dB = Aᵀ·dY; a vector is a matrix of one row or column</summary>
    public static void MatMul(RuleContext r)
    {
        var (a, b) = (AsMatrix(r, 0), AsMatrix(r, 1));
        var added = (r.XInfo(0).Rank, r.XInfo(1).Rank) switch
        {
            (1, 1) => new long[] { -2, -1 },
            (1, _) => [-2],
            (_, 1) => [-1],
            _ => [],
        };
        var dY = added.Length == 0 ? r.DY() : r.Op("Unsqueeze", [r.DY(), r.G.Constant(added)]);
        Dim[] batch = [.. r.YInfo().Shape.Take(r.YInfo().Rank - 2 + added.Length)];
        if (r.Needs(0))
        {
            GiveMatrix(r, 0, r.Op("MatMul", [dY, Transposed(r, b)]), batch, a.Shape);
        }

        if (r.Needs(1))
        {
            GiveMatrix(r, 1, r.Op("MatMul", [Transposed(r, a), dY]), batch, b.Shape);
        }
    }

    private static (string Tensor, Dim[] Shape) AsMatrix(RuleContext r, int i)
    {
        var shape = r.XInfo(i).Shape;
        return shape.Count > 1 ? (r.X(i), [.. shape])
            : i == 0 ? (r.Op("Unsqueeze", [r.X(i), r.G.Constant(0)]), [1, shape[0]])
            : (r.Op("Unsqueeze", [r.X(i), r.G.Constant(1)]), [shape[0], 1]);
    }

    private static string Transposed(RuleContext r, (string Tensor, Dim[] Shape) matrix)
    {
        var rank = matrix.Shape.Length;
        return r.Op("Transpose", [matrix.Tensor], ("perm", Enumerable.Range(0, rank - 2).Select(a => (long)a).Append(rank - 1).Append(rank - 2).ToArray()));
    }

    /// <summary>Sums over the batch axes along which the operand was repeated, and drops the axis a vector was given.</summary>
    private static void GiveMatrix(RuleContext r, int i, string gradient, Dim[] batch, Dim[] shape)
    {
        var summed = Broadcasting.SumTo(r.G, gradient, [.. batch, .. shape[^2..]], new TensorInfo(r.XInfo(i).Type, shape));
        r.Give(i, r.XInfo(i).Rank > 1 ? summed : r.Op("Squeeze", [summed, r.G.Constant(i == 0 ? 0 : 1)]));
    }
}
