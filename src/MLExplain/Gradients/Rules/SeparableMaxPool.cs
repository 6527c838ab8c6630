namespace MLExplain.Gradients.Rules;

/// <summary>
/// The gradient of MaxPool without its Indices output, which the CPU runtime computes tens of times slower than the maximum itself.
/// </summary>
/// <remarks>
/// A maximum over a window is the maximum over its rows of the maxima over their columns, and the first maximum in row-major order
/// is the first column that holds its row's maximum, in the first row that holds the window's. So the gradient goes back along one
/// axis at a time; comparisons are exact, whatever the values.
/// </remarks>
internal static class SeparableMaxPool
{
    private const int Rows = 0;
    private const int Columns = 1;

    public static bool Fits(RuleContext r, Window window) =>
        r.Lowering == Lowering.CpuBlocked && window.Axes == 2 && r.XInfo().Shape.Skip(1).All(d => !d.PerRow);

    public static string Gradient(RuleContext r, Window window)
    {
        var w = window.CoveringItsEnd();
        var rowMaxima = r.Op(
            "MaxPool",
            [r.X()],
            ("kernel_shape", new long[] { 1, w.Kernel[Columns] }),
            ("strides", new long[] { 1, w.Strides[Columns] }),
            ("dilations", new long[] { 1, w.Dilations[Columns] }),
            ("pads", new long[] { 0, w.Begin[Columns], 0, w.End[Columns] }));
        var toRows = Along(r, Rows, r.DY(), rowMaxima, r.Y(), w, [w.Large[Rows], w.Small[Columns]]);
        return Blocked.Enter(r, Along(r, Columns, toRows, r.X(), rowMaxima, w, w.Large), r.XInfo());
    }

    /// <summary>
    /// y[p] = max_k x[p·stride + k]  ⇒  position k takes what the positions before it left of dY[p], where x there equals y[p]; the last
    /// takes the rest. Shares of overlapping windows add up.
    /// </summary>
    private static string Along(RuleContext r, int axis, string dy, string x, string y, Window w, long[] size)
    {
        var padded = Padded(r, axis, x, w);
        var shares = new List<string>();
        var rest = dy;
        for (var k = 0; k < w.Kernel[axis] - 1; k++)
        {
            var share = r.Mul(r.AsFloat(r.Op("Equal", [At(r, axis, padded, k, w), y])), rest);
            rest = r.Sub(rest, share);
            shares.Add(share);
        }

        shares.Add(rest);
        return Scatter(r, axis, shares, w, size);
    }

    /// <summary>x at position k of every window along an axis.</summary>
    private static string At(RuleContext r, int axis, string padded, int k, Window w)
    {
        var start = k * w.Dilations[axis];
        var end = start + ((w.Small[axis] - 1) * w.Strides[axis]) + 1;
        return r.Op("Slice", [padded, r.G.Constant(start), r.G.Constant(end), r.G.Constant(axis + 2), r.G.Constant(w.Strides[axis])]);
    }

    private static string Padded(RuleContext r, int axis, string x, Window w)
    {
        var pads = new long[8];
        (pads[axis + 2], pads[axis + 6]) = (w.Begin[axis], w.End[axis]);
        return pads.All(p => p == 0) ? x : r.Op("Pad", [x, r.G.Constant(pads), r.G.Scalar(float.NegativeInfinity)]);
    }

    /// <summary>Adds every share at its position: the transpose of cutting out the windows.</summary>
    private static string Scatter(RuleContext r, int axis, List<string> shares, Window w, long[] size)
    {
        var channels = r.XInfo().Shape[1].Size;
        var windows = axis == Rows ? w.Small[Rows] * size[Columns] : size[Rows] * w.Small[Columns];
        string[] stacked = [.. shares.Select(s => r.Op("Reshape", [s, r.G.Constant(-1, channels, 1, windows)]))];
        var blocks = r.Op("Reshape", [r.Op("Concat", stacked, ("axis", 2)), r.G.Constant(-1, channels * shares.Count, windows)]);
        long[] OnAxis(long value, long other) => axis == Rows ? [value, other] : [other, value];
        return r.Op(
            "Col2Im",
            [blocks, r.G.Constant(size), r.G.Constant(OnAxis(w.Kernel[axis], 1))],
            ("strides", OnAxis(w.Strides[axis], 1)),
            ("dilations", OnAxis(w.Dilations[axis], 1)),
            ("pads", (long[])[.. OnAxis(w.Begin[axis], 0), .. OnAxis(w.End[axis], 0)]));
    }
}
