namespace MLExplain.Gradients.Rules;

/// <summary>Gradient of Pad.</summary>
internal static class Padding
{
    /// <summary>
    /// constant: y is x with a frame (or cropped)  ⇒  dX = Pad(dY, −pads).
    /// edge, reflect, wrap: y[o] = x[source(o)] along each axis  ⇒  dX[i] = Σ dY[o] over source(o) = i
    /// </summary>
    public static void Pad(RuleContext r)
    {
        var rank = r.XInfo().Rank;
        var (begin, end) = Amounts(r, rank);
        var mode = r.Text("mode", "constant");
        if (mode == "constant")
        {
            if (r.Needs(2))
            {
                throw new RuleRefusedException("the score depends on its constant_value input");
            }

            r.Give(0, r.Op("Pad", [r.DY(), r.G.Constant([.. begin.Select(p => -p), .. end.Select(p => -p)])]));
            return;
        }

        var gradient = r.DY();
        foreach (var axis in Enumerable.Range(0, rank).Where(a => begin[a] != 0 || end[a] != 0))
        {
            var (inSize, outSize) = (FixedSize(r.XInfo(), axis), FixedSize(r.YInfo(), axis));
            // ONNX Runtime crops (negative amounts) before it pads, so that "wrap" repeats the cropped tensor.
            var (cropped, added) = ((int)Math.Max(0, -begin[axis]), (int)Math.Max(0, begin[axis]));
            var kept = inSize - cropped - (int)Math.Max(0, -end[axis]);
            gradient = AxisOperator.Transposed(
                r, gradient, axis, rank, outSize, inSize, o => [(cropped + Source(mode, o - added, kept), 1f)]);
        }

        r.Give(0, gradient);
    }

    /// <summary>Where a padded position takes its value from.</summary>
    private static int Source(string mode, int at, int size) => mode switch
    {
        "edge" => Math.Clamp(at, 0, size - 1),
        "reflect" => at < 0 ? -at : at >= size ? (2 * (size - 1)) - at : at,
        "wrap" => ((at % size) + size) % size,
        _ => throw new RuleRefusedException($"its mode '{mode}' is unknown; known: constant, edge, reflect, wrap"),
    };

    private static (long[] Begin, long[] End) Amounts(RuleContext r, int rank)
    {
        var pads = r.ConstantInts(1);
        var axes = r.HasX(3) ? r.ConstantInts(3).Select(a => RuleContext.Axis(a, rank)).ToArray() : [.. Enumerable.Range(0, rank)];
        var (begin, end) = (new long[rank], new long[rank]);
        foreach (var (axis, i) in axes.Select((a, i) => (a, i)))
        {
            (begin[axis], end[axis]) = (pads[i], pads[i + axes.Length]);
        }

        return (begin, end);
    }

    private static int FixedSize(Onnx.TensorInfo info, int axis) => info.Shape[axis].PerRow
        ? throw new RuleRefusedException($"it pads axis {axis} of {info}, which grows with the batch")
        : (int)info.Shape[axis].Size;
}
