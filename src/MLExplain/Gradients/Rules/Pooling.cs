namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of pooling operators.</summary>
internal static class Pooling
{
    /// <summary>y[p] = x[m(p)], m(p) the first maximum of window p in row-major order  ⇒  dX[i] = Σ dY[p] over the windows with m(p) = i</summary>
    public static void MaxPool(RuleContext r)
    {
        if (r.TryDY(1) is not null)
        {
            throw new RuleRefusedException("the score depends on its Indices output");
        }

        r.Give(0, Scattered(r));
    }

    /// <summary>y = mean of x over all spatial positions  ⇒  dX = dY / (number of positions), everywhere</summary>
    public static void GlobalAveragePool(RuleContext r)
    {
        var positions = Window.Spatial(r.XInfo()).Aggregate(1L, (p, d) => p * d);
        r.Give(0, r.Op("Expand", [r.Scale(r.DY(), 1f / positions), r.Op("Shape", [r.X()])]));
    }

    /// <summary>The Indices of a second MaxPool are positions in the flattened tensor, batch included; overlapping windows add up.</summary>
    private static string Scattered(RuleContext r)
    {
        var window = Window.OverInput(r, r.Ints("kernel_shape")!);
        var indices = r.G.Nodes("MaxPool", [r.X()], 2, [.. window.Attributes, ("ceil_mode", r.Int("ceil_mode", 0))])[1];
        var flat = r.G.Constant(-1);
        var shape = r.Op("Shape", [r.X()]);
        var zeros = r.Op("Expand", [r.G.Scalar(0), r.Op("ReduceProd", [shape], ("keepdims", 1))]);
        var sums = r.Op("ScatterElements", [zeros, r.Op("Reshape", [indices, flat]), r.Op("Reshape", [r.DY(), flat])], ("axis", 0), ("reduction", "add"));
        return r.ReshapeTo(sums, r.XInfo(), r.X());
    }
}
