namespace MLExplain.Gradients.Rules;

/// <summary>The transpose of an operator that mixes positions along one axis at a time, given as a matrix [out, in].</summary>
internal static class AxisOperator
{
    /// <summary>y = M·x along an axis  ⇒  dX = Mᵀ·dY along it</summary>
    public static string Transposed(RuleContext r, string gradient, int axis, int rank, int outSize, int inSize, Func<int, IEnumerable<(int At, float Weight)>> row)
    {
        if (axis == rank - 1)
        {
            return r.Op("MatMul", [gradient, Matrix(r, outSize, inSize, row, transposed: false)]);
        }

        if (axis == rank - 2)
        {
            return r.Op("MatMul", [Matrix(r, outSize, inSize, row, transposed: true), gradient]);
        }

        long[] swap = [.. Enumerable.Range(0, rank).Select(a => (long)(a == axis ? rank - 1 : a == rank - 1 ? axis : a))];
        var turned = r.Op("Transpose", [gradient], ("perm", swap));
        return r.Op("Transpose", [r.Op("MatMul", [turned, Matrix(r, outSize, inSize, row, transposed: false)])], ("perm", swap));
    }

    private static string Matrix(RuleContext r, int outSize, int inSize, Func<int, IEnumerable<(int At, float Weight)>> row, bool transposed)
    {
        var matrix = new float[outSize * inSize];
        for (var o = 0; o < outSize; o++)
        {
            foreach (var (i, weight) in row(o))
            {
                matrix[transposed ? (i * outSize) + o : (o * inSize) + i] += weight;
            }
        }

        return transposed ? r.G.Constant([inSize, outSize], matrix) : r.G.Constant([outSize, inSize], matrix);
    }
}
