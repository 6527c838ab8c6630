using MLExplain.Onnx;

namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of operators that only move or repeat elements.</summary>
internal static class ShapeOps
{
    /// <summary>y = x  ⇒  dX = dY</summary>
    public static void Identity(RuleContext r) => r.Give(0, r.DY());

    /// <summary>In inference y = x.</summary>
    public static void Dropout(RuleContext r)
    {
        if (r.HasX(2) && r.ConstantInts(2)[0] != 0)
        {
            throw new RuleRefusedException("it is in training mode");
        }

        r.Give(0, r.DY());
    }

    /// <summary>The elements keep their order  ⇒  dX is dY in the shape of x.</summary>
    public static void Reshaped(RuleContext r) => r.Give(0, r.ReshapeTo(r.DY(), r.XInfo(), r.X()));

    /// <summary>y has the axes of x in the order p  ⇒  dX has the axes of dY in the order p⁻¹</summary>
    public static void Transpose(RuleContext r)
    {
        var order = r.Ints("perm") ?? [.. Enumerable.Range(0, r.XInfo().Rank).Reverse().Select(a => (long)a)];
        r.Give(0, r.Op("Transpose", [r.DY()], ("perm", Inverse(order))));
    }

    /// <summary>Every copy adds its gradient.</summary>
    public static void Expand(RuleContext r) => r.GiveBroadcast(0, r.DY());

    /// <summary>Axis of length d repeated c times: dY seen as [c, d] and summed over c.</summary>
    public static void Tile(RuleContext r)
    {
        var (from, to) = (r.XInfo().Shape, r.YInfo().Shape);
        var view = new List<long>();
        var copies = new List<long>();
        for (var axis = 0; axis < from.Count; axis++)
        {
            if (from[axis] == to[axis] || from[axis] == new Dim(1))
            {
                // Not repeated, or copies of a single element, which the engine sums.
                view.Add(to[axis].PerRow ? -1 : to[axis].Size);
                continue;
            }

            if (to[axis].PerRow)
            {
                throw new RuleRefusedException($"it repeats axis {axis}, which grows with the batch");
            }

            copies.Add(view.Count);
            view.AddRange([to[axis].Size / from[axis].Size, from[axis].Size]);
        }

        var gradient = r.DY();
        if (copies.Count > 0)
        {
            if (view.Count(d => d < 0) > 1)
            {
                throw new RuleRefusedException("two of its axes grow with the batch");
            }

            gradient = r.Op("ReduceSum", [r.Op("Reshape", [gradient, r.G.Constant([.. view])]), r.G.Constant([.. copies])], ("keepdims", 0));
        }

        r.Give(0, gradient, [.. from.Select((d, axis) => d == new Dim(1) ? to[axis] : d)]);
    }

    /// <summary>y keeps the lower or upper triangle of x  ⇒  dX keeps the same triangle of dY</summary>
    public static void Trilu(RuleContext r) =>
        r.Give(0, r.Op("Trilu", r.HasX(1) ? [r.DY(), r.X(1)] : [r.DY()], ("upper", r.Int("upper", 1))));

    /// <summary>yᵢ = Σ_{j ≤ i} xⱼ  ⇒  dXⱼ = Σ_{i ≥ j} dYᵢ: the running sum from the other end</summary>
    public static void CumSum(RuleContext r) =>
        r.Give(0, r.Op("CumSum", [r.DY(), r.X(1)], ("exclusive", r.Int("exclusive", 0)), ("reverse", 1 - r.Int("reverse", 0))));

    internal static long[] Inverse(long[] order) => [.. Enumerable.Range(0, order.Length).Select(axis => (long)Array.IndexOf(order, axis))];
}
