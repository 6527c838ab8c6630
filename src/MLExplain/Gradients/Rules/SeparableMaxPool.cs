namespace MLExplain.Gradients.Rules;

/// <summary>
/// The gradient of MaxPool without its Indices output, which the CPU runtime computes tens of times slower than the maximum itself.
/// </summary>
/// <remarks>
/// A maximum over a window is the maximum over its rows of the maxima over their columns, and the first maximum in row-major order
/// is the first column that holds its row's maximum, in the first row that holds the window's. So the gradient goes back along one
/// axis at a time; comparisons are exact, whatever the values.
/// A Relu before it that nothing else reads is passed over: where x = max(z, 0) takes a window's maximum y, it is positive exactly where y
/// is. So dZ is the pooling's gradient with dY·[y &gt; 0] for dY, a mask on the small side.
/// </remarks>
internal static class SeparableMaxPool
{
    private const int Rows = 0;
    private const int Columns = 1;

    public static bool Fits(RuleContext r, Window window) =>
        r.Lowering == Lowering.CpuBlocked && window.Axes == 2 && r.XInfo().Shape.Skip(1).All(d => !d.PerRow);

    public static void Give(RuleContext r, Window window)
    {
        var w = window.CoveringItsEnd();
        if (r.OnlyReluBefore() is { } relu)
        {
            r.GiveTo(relu.Input[0], Gradient(r, r.Mul(r.DY(), Blocked.Positive(r, r.Y(), r.YInfo())), w, isRectified: true));
        }
        else
        {
            r.Give(0, Gradient(r, r.DY(), w, isRectified: false));
        }
    }

    private static string Gradient(RuleContext r, string dy, Window w, bool isRectified)
    {
        var rowMaxima = r.Op("MaxPool", [r.X()], Only(Columns, w).Attributes);
        var toRows = Along(r, Rows, dy, rowMaxima, r.Y(), w, isRectified, [w.Large[Rows], w.Small[Columns]]);
        return Blocked.Enter(r, Along(r, Columns, toRows, r.X(), rowMaxima, w, isRectified, w.Large), r.XInfo());
    }

    /// <summary>
    /// y[p] = max_k x[p·stride + k]  ⇒  position k takes what the positions before it left of dY[p], where x there equals y[p]; the last
    /// takes the rest. Shares of overlapping windows add up.
    /// </summary>
    private static string Along(RuleContext r, int axis, string dy, string x, string y, Window w, bool isRectified, long[] size)
    {
        var hasPads = w.Begin[axis] != 0 || w.End[axis] != 0;
        // A zero beside the image may equal a maximum of 0: without consequence behind a Relu, whose dY is 0 there.
        var isBlocked = Blocked.Holds(r, r.XInfo()) && (isRectified || !hasPads);
        var padded = isBlocked || !hasPads ? x : Padded(r, axis, x, w);
        var shares = new List<string>();
        var rest = dy;
        for (var k = 0; k < w.Kernel[axis] - 1; k++)
        {
            var at = isBlocked ? Picked(r, axis, x, k, w) : Sliced(r, axis, padded, k, w);
            var share = r.Mul(r.AsFloat(r.Op("Equal", [at, y])), rest);
            rest = r.Sub(rest, share);
            shares.Add(share);
        }

        shares.Add(rest);
        return Scatter(r, axis, shares, w, size);
    }

    /// <summary>x at position k of every window along an axis.</summary>
    private static string Sliced(RuleContext r, int axis, string padded, int k, Window w)
    {
        var start = k * w.Dilations[axis];
        var end = start + ((w.Small[axis] - 1) * w.Strides[axis]) + 1;
        return r.Op("Slice", [padded, r.G.Constant(start), r.G.Constant(end), r.G.Constant(axis + 2), r.G.Constant(w.Strides[axis])]);
    }

    /// <summary>The same as a convolution with 1 at position k and 0 elsewhere: in the blocked layout it is faster than a Slice with steps.</summary>
    private static string Picked(RuleContext r, int axis, string x, int k, Window w)
    {
        var kernel = new float[w.Kernel[axis]];
        kernel[k] = 1;
        return Blocked.Depthwise(r, x, r.XInfo(), Only(axis, w), kernel);
    }

    /// <summary>The window along one axis.</summary>
    private static Window Only(int axis, Window w)
    {
        long[] Keep(long[] values, long other) => axis == Rows ? [values[Rows], other] : [other, values[Columns]];
        return w with { Kernel = Keep(w.Kernel, 1), Strides = Keep(w.Strides, 1), Dilations = Keep(w.Dilations, 1), Begin = Keep(w.Begin, 0), End = Keep(w.End, 0) };
    }

    private static string Padded(RuleContext r, int axis, string x, Window w)
    {
        var pads = new long[8];
        (pads[axis + 2], pads[axis + 6]) = (w.Begin[axis], w.End[axis]);
        return r.Op("Pad", [x, r.G.Constant(pads), r.G.Scalar(float.NegativeInfinity)]);
    }

    /// <summary>Adds every share at its position: the transpose of cutting out the windows.</summary>
    private static string Scatter(RuleContext r, int axis, List<string> shares, Window w, long[] size)
    {
        var channels = r.XInfo().Shape[1].Size;
        var windows = axis == Rows ? w.Small[Rows] * size[Columns] : size[Rows] * w.Small[Columns];
        string[] stacked = [.. shares.Select(s => r.Op("Reshape", [s, r.G.Constant(-1, channels, 1, windows)]))];
        var blocks = r.Op("Reshape", [r.Op("Concat", stacked, ("axis", 2)), r.G.Constant(-1, channels * shares.Count, windows)]);
        var along = Only(axis, w);
        return r.Op(
            "Col2Im",
            [blocks, r.G.Constant(size), r.G.Constant(along.Kernel)],
            ("strides", along.Strides), ("dilations", along.Dilations), ("pads", along.Pads));
    }
}
