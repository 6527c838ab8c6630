namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of reductions: dY, with its removed axes put back as 1, is spread over the reduced axes.</summary>
internal static class Reductions
{
    /// <summary>y = Σ x  ⇒  dX = dY everywhere</summary>
    public static void Sum(RuleContext r) => r.Give(0, r.Op("Expand", [Kept(r, r.DY()), r.Op("Shape", [r.X()])]));

    /// <summary>y = Σ x / n  ⇒  dX = dY / n everywhere</summary>
    public static void Mean(RuleContext r)
    {
        var count = Axes(r).Aggregate(1L, (n, axis) => n * Fixed(r, axis));
        r.Give(0, r.Op("Expand", [r.Scale(Kept(r, r.DY()), 1f / count), r.Op("Shape", [r.X()])]));
    }

    /// <summary>y = Σ x²  ⇒  dX = 2·dY·x</summary>
    public static void SumSquare(RuleContext r) => r.Give(0, r.Mul(r.Scale(Kept(r, r.DY()), 2), r.X()));

    /// <summary>y = Σ |x|  ⇒  dX = dY · sign(x)</summary>
    public static void L1(RuleContext r) => r.Give(0, r.Mul(Kept(r, r.DY()), r.Op("Sign", [r.X()])));

    /// <summary>y = √Σ x²  ⇒  dX = dY · x / y; 0 where y is 0</summary>
    public static void L2(RuleContext r)
    {
        // Where y is 0 so is x; the smallest normal number only keeps 0/0 from being computed.
        var norm = r.Op("Max", [Kept(r, r.Y()), r.G.Scalar(1.17549435e-38f)]);
        r.Give(0, r.Mul(Kept(r, r.DY()), r.Div(r.X(), norm)));
    }

    /// <summary>y = ln Σ x  ⇒  dX = dY · e⁻ʸ everywhere</summary>
    public static void LogSum(RuleContext r)
    {
        var share = r.Mul(Kept(r, r.DY()), r.Op("Exp", [r.Neg(Kept(r, r.Y()))]));
        r.Give(0, r.Op("Expand", [share, r.Op("Shape", [r.X()])]));
    }

    /// <summary>y = ln Σ eˣ  ⇒  dX = dY · eˣ⁻ʸ</summary>
    public static void LogSumExp(RuleContext r) => r.Give(0, r.Mul(Kept(r, r.DY()), r.Op("Exp", [r.Sub(r.X(), Kept(r, r.Y()))])));

    public static void Max(RuleContext r) => Extreme(r, "ArgMax");

    public static void Min(RuleContext r) => Extreme(r, "ArgMin");

    /// <summary>The extreme element receives dY; of equal ones the first in row-major order.</summary>
    private static void Extreme(RuleContext r, string firstIndex)
    {
        var axes = Axes(r);
        if (axes.Length == 0)
        {
            r.Give(0, r.DY());
            return;
        }

        // The reduced axes go last and are merged, so that one index names the element.
        var shape = r.XInfo().Shape;
        var kept = Enumerable.Range(0, shape.Count).Except(axes).ToArray();
        long[] order = [.. kept.Concat(axes).Select(a => (long)a)];
        var merged = axes.Aggregate(1L, (n, axis) => n * Fixed(r, axis));
        var rows = Rows(r, kept, merged);
        var x = r.Op("Reshape", [Transposed(r, r.X(), order), r.G.Constant(rows)]);
        var index = r.Op(firstIndex, [x], ("axis", -1), ("keepdims", 1));
        var places = r.G.Constant([.. Enumerable.Range(0, checked((int)merged)).Select(i => (long)i)]);
        var mask = r.AsFloat(r.Op("Equal", [index, places]));
        var spread = r.Mul(r.Op("Reshape", [r.DY(), r.G.Constant(Rows(r, kept, 1))]), mask);
        long[] split = [.. rows[..^1], .. axes.Select(axis => shape[axis].Size)];
        r.Give(0, Transposed(r, r.Op("Reshape", [spread, r.G.Constant(split)]), ShapeOps.Inverse(order)));
    }

    private static long[] Rows(RuleContext r, int[] kept, long last)
    {
        var shape = r.XInfo().Shape;
        return kept.Count(a => shape[a].PerRow) > 1
            ? throw new RuleRefusedException("two of its axes grow with the batch")
            : [.. kept.Select(a => shape[a].PerRow ? -1 : shape[a].Size), last];
    }

    private static string Transposed(RuleContext r, string a, long[] order) =>
        order.Select((axis, i) => axis == i).All(same => same) ? a : r.Op("Transpose", [a], ("perm", order));

    /// <summary>A tensor shaped like y, in the shape that y has when reduced axes are kept as 1.</summary>
    private static string Kept(RuleContext r, string a)
    {
        var axes = Axes(r);
        return r.Int("keepdims", 1) != 0 || axes.Length == 0 ? a : r.Op("Unsqueeze", [a, r.G.Constant([.. axes.Select(x => (long)x)])]);
    }

    /// <summary>The reduced axes in ascending order.</summary>
    private static int[] Axes(RuleContext r)
    {
        var rank = r.XInfo().Rank;
        var stated = r.HasX(1) ? r.ConstantInts(1) : [];
        return stated.Length > 0 ? [.. stated.Select(a => RuleContext.Axis(a, rank)).Order()]
            : r.Int("noop_with_empty_axes", 0) != 0 ? []
            : [.. Enumerable.Range(0, rank)];
    }

    private static long Fixed(RuleContext r, int axis) => r.XInfo().Shape[axis] is { PerRow: false } size
        ? size.Size
        : throw new RuleRefusedException($"it reduces axis {axis}, which grows with the batch");
}
