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

        var window = Window.OverInput(r, r.Ints("kernel_shape")!);
        if (SeparableMaxPool.Fits(r, window))
        {
            SeparableMaxPool.Give(r, window);
        }
        else
        {
            r.Give(0, Scattered(r, window));
        }
    }

    /// <summary>y = mean of x over all spatial positions  ⇒  dX = dY / (number of positions), everywhere</summary>
    public static void GlobalAveragePool(RuleContext r)
    {
        var space = Window.Spatial(r.XInfo());
        var share = 1f / space.Aggregate(1L, (p, d) => p * d);
        var everywhere = r.G.Constant([1, 1, .. space]);
        r.Give(0, Blocked.Holds(r, r.XInfo())
            ? Blocked.Scale(r, r.Op("Expand", [r.DY(), everywhere]), r.XInfo(), share)
            : r.Op("Expand", [r.Scale(r.DY(), share), everywhere]));
    }

    /// <summary>y = x[m], m the first maximum in row-major order  ⇒  dX[m] = dY, 0 elsewhere</summary>
    public static void GlobalMaxPool(RuleContext r)
    {
        var flat = r.Op("Reshape", [r.X(), r.G.Constant(0, 0, -1)]);
        var first = r.Op("ArgMax", [flat], ("axis", 2), ("keepdims", 1), ("select_last_index", 0));
        var gradient = r.Op("ScatterElements", [r.Zeros(flat), first, r.Op("Reshape", [r.DY(), r.G.Constant(0, 0, 1)])], ("axis", 2));
        r.Give(0, r.ReshapeTo(gradient, r.XInfo(), r.X()));
    }

    /// <summary>y[p] = Σ x[i] / count[p] over window p  ⇒  dX[i] = Σ dY[p] / count[p] over the windows that hold i</summary>
    public static void AveragePool(RuleContext r)
    {
        var window = Window.OverInput(r, r.Ints("kernel_shape")!);
        var shares = window.Shares(includePadding: r.Int("count_include_pad", 0) != 0);
        var uniform = shares.All(share => share == shares[0]);
        r.Give(0, Spread(r, uniform ? r.Scale(r.DY(), shares[0]) : r.Mul(r.DY(), r.G.Constant([1, 1, .. window.Small], shares)), window));
    }

    /// <summary>y[p] = (Σ |x[i]|^q)^(1/q) over window p  ⇒  dX[i] = sign(x[i])·|x[i]|^(q−1) · Σ dY[p]·y[p]^(1−q) over the windows that hold i</summary>
    public static void LpPool(RuleContext r)
    {
        var window = Window.OverInput(r, r.Ints("kernel_shape")!);
        var q = r.Int("p", 2);
        if (q == 1)
        {
            r.Give(0, r.Mul(r.Op("Sign", [r.X()]), Spread(r, r.DY(), window)));
            return;
        }

        // Where y is 0 so is x, and the product with it; the divisor must only not be 0.
        var positive = r.Add(r.Y(), r.AsFloat(r.Op("Equal", [r.Y(), r.G.Scalar(0)])));
        var quotient = r.Div(r.DY(), r.Op("Pow", [positive, r.G.Scalar(q - 1)]));
        var power = r.Mul(r.Op("Sign", [r.X()]), r.Op("Pow", [r.Op("Abs", [r.X()]), r.G.Scalar(q - 1)]));
        r.Give(0, r.Mul(power, Spread(r, quotient, window)));
    }

    /// <summary>Σ gradient[p] over the windows that hold i: a transposed convolution of each channel with ones.</summary>
    private static string Spread(RuleContext r, string gradient, Window window)
    {
        var flat = r.Op("Reshape", [gradient, r.G.Constant([-1, 1, .. window.Small])]);
        var ones = r.G.Constant([1, 1, .. window.Kernel], Enumerable.Repeat(1f, (int)window.Kernel.Aggregate(1L, (p, k) => p * k)).ToArray());
        var covered = window.CoveringItsEnd();
        var spread = r.Op("ConvTranspose", [flat, ones], [.. covered.Attributes, ("output_padding", covered.Rest)]);
        return r.ReshapeTo(spread, r.XInfo(), r.X());
    }

    /// <summary>The Indices of a second MaxPool are positions in the flattened tensor, batch included; overlapping windows add up.</summary>
    private static string Scattered(RuleContext r, Window window)
    {
        var indices = r.G.Nodes("MaxPool", [r.X()], 2, [.. window.Attributes, ("ceil_mode", r.Int("ceil_mode", 0))])[1];
        var flat = r.G.Constant(-1);
        var shape = r.Op("Shape", [r.X()]);
        var zeros = r.Op("Expand", [r.G.Scalar(0), r.Op("ReduceProd", [shape], ("keepdims", 1))]);
        var sums = r.Op("ScatterElements", [zeros, r.Op("Reshape", [indices, flat]), r.Op("Reshape", [r.DY(), flat])], ("axis", 0), ("reduction", "add"));
        return r.ReshapeTo(sums, r.XInfo(), r.X());
    }
}
