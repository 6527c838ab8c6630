namespace MLExplain.Gradients.Rules;

/// <summary>
/// The gradient of MaxPool without its Indices output, which the runtime computes thirty times slower than the maximum itself.
/// </summary>
/// <remarks>
/// For each kernel position k one convolution asks of all windows at once whether x at k equals the maximum y:
/// [2²⁴·x − 2²⁴·y = 0], exact because x picks up a single non-zero product. The answers become bits of a number, the first position
/// highest, and a table gives the first position that is set. Positions on the padding are cleared. Values must stay under 2¹⁰³; beyond, and for NaN, the gradient goes to the window's first position.
/// </remarks>
internal static class BlockedMaxPool
{
    /// <summary>Kernel positions whose bits a float holds exactly, and whose table stays small.</summary>
    private const int MaxPositions = 12;

    public static bool Fits(RuleContext r, Window window) =>
        Blocked.Holds(r, r.XInfo()) && window.Positions <= MaxPositions;

    public static string Scattered(RuleContext r, Window window)
    {
        var (channels, large, small) = (r.XInfo().Shape[1].Size, window.Large[0] * window.Large[1], window.Small[0] * window.Small[1]);
        var within = r.Op("Gather", [FirstPositions(r, window), FirstMaximum(r, window)]);
        var indices = r.Add(r.Op("Reshape", [within, r.G.Constant(-1, channels, small)]), Origins(r, window));
        var updates = r.Op("Reshape", [r.DY(), r.G.Constant(-1, channels, small)]);
        var shape = r.Op("Concat", [r.Op("Shape", [updates], ("start", 0), ("end", 1)), r.G.Constant(channels, large)], ("axis", 0));
        var zeros = r.Op("Expand", [r.G.Scalar(0), shape]);
        var sums = r.Op("ScatterElements", [zeros, indices, updates], ("axis", 2), ("reduction", "add"));
        return r.ReshapeTo(sums, r.XInfo(), r.X());
    }

    /// <summary>For each window the integer whose bits say where its maximum is, the first kernel position highest.</summary>
    private static string FirstMaximum(RuleContext r, Window window)
    {
        var covering = window.CoveringItsEnd();
        var target = Blocked.Scale(r, r.Y(), r.YInfo(), -Blocked.Lift);
        string? bits = null;
        for (var k = 0; k < window.Positions; k++)
        {
            var pick = new float[window.Positions];
            pick[k] = Blocked.Lift;
            var difference = r.Add(Blocked.Depthwise(r, r.X(), r.XInfo(), covering, pick), target);
            var equal = r.Op("HardSigmoid", [difference], ("alpha", Blocked.Slope), ("beta", 1f));
            var bit = Blocked.Scale(r, equal, r.YInfo(), 1 << (window.Positions - 1 - k));
            bits = bits is null ? bit : r.Add(bit, bits);
        }

        var whole = r.Op("Cast", [bits!], ("to", (int)Onnx.Proto.TensorProto.Types.DataType.Int32));
        return r.Op("BitwiseAnd", [whole, OnImage(r, window)]);
    }

    /// <summary>For every set of bits the offset in the flattened channel, from the window's origin, of its highest bit.</summary>
    private static string FirstPositions(RuleContext r, Window window)
    {
        var table = new long[1 << window.Positions];
        for (var bits = 1; bits < table.Length; bits++)
        {
            var k = window.Positions - 1 - int.Log2(bits);
            table[bits] = (k / window.Kernel[1] * window.Dilations[0] * window.Large[1]) + (k % window.Kernel[1] * window.Dilations[1]);
        }

        return r.G.Constant(table);
    }

    /// <summary>The bits of the kernel positions that lie on the image, [1, 1, windows].</summary>
    private static string OnImage(RuleContext r, Window window)
    {
        bool Inside(int axis, long p, long k) =>
            (p * window.Strides[axis]) + (k * window.Dilations[axis]) - window.Begin[axis] is var at && at >= 0 && at < window.Large[axis];
        var masks =
            from row in Enumerable.Range(0, (int)window.Small[0])
            from column in Enumerable.Range(0, (int)window.Small[1])
            select Enumerable.Range(0, window.Positions)
                .Where(k => Inside(0, row, k / window.Kernel[1]) && Inside(1, column, k % window.Kernel[1]))
                .Aggregate(0L, (bits, k) => bits | (1L << (window.Positions - 1 - k)));
        var constant = r.Op("Cast", [r.G.Constant([.. masks])], ("to", (int)Onnx.Proto.TensorProto.Types.DataType.Int32));
        return r.Op("Reshape", [constant, r.G.Constant([1, 1, .. window.Small])]);
    }

    /// <summary>Where each window's first kernel position lies in the flattened channel; negative where it lies on the padding above.</summary>
    private static string Origins(RuleContext r, Window window) => r.G.Constant([.. from row in Enumerable.Range(0, (int)window.Small[0])
        from column in Enumerable.Range(0, (int)window.Small[1])
        select (((row * window.Strides[0]) - window.Begin[0]) * window.Large[1]) + (column * window.Strides[1]) - window.Begin[1]]);
}
