using MLExplain.Onnx;

namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of operators that cut tensors into parts or join them.</summary>
internal static class Slicing
{
    /// <summary>y = [x₀ | x₁ | …]  ⇒  dXᵢ = its part of dY</summary>
    public static void Concat(RuleContext r)
    {
        var axis = RuleContext.Axis(r.Int("axis", 0), r.YInfo().Rank);
        var sizes = Enumerable.Range(0, r.InputCount).Select(i => FixedSize(r.XInfo(i), axis)).ToArray();
        var needed = Enumerable.Range(0, r.InputCount).Where(r.Needs).ToArray();
        if (needed.Length == r.InputCount && needed.Length > 1)
        {
            var parts = BlockedConcat.TryParts(r, axis, sizes) ?? r.G.Nodes("Split", [r.DY(), r.G.Constant(sizes)], sizes.Length, ("axis", axis));
            foreach (var i in needed)
            {
                r.Give(i, parts[i]);
            }

            return;
        }

        foreach (var i in needed)
        {
            var start = sizes[..i].Sum();
            r.Give(i, r.Op("Slice", [r.DY(), r.G.Constant(start), r.G.Constant(start + sizes[i]), r.G.Constant(axis)]));
        }
    }

    /// <summary>[y₀ | y₁ | …] = x  ⇒  dX = [dY₀ | dY₁ | …]; parts that the score does not depend on are zeros</summary>
    public static void Split(RuleContext r) =>
        r.Give(0, r.Op("Concat", [.. Enumerable.Range(0, r.OutputCount).Select(r.DY)], ("axis", r.Int("axis", 0))));

    /// <summary>y = x[start : end : step]  ⇒  dX = dY put back at the positions start + k·step of a tensor of zeros</summary>
    public static void Slice(RuleContext r)
    {
        var shape = r.XInfo().Shape;
        var (before, after) = (new long[shape.Count], new long[shape.Count]);
        var gradient = r.DY();
        var current = r.YInfo().Shape.ToArray();
        foreach (var (axis, start, step) in SlicedAxes(r))
        {
            var count = current[axis].Size;
            // Positions in ascending order: first, first + stride, …
            var (first, stride) = step > 0 ? (start, step) : (start + ((count - 1) * step), -step);
            if (step < 0)
            {
                gradient = r.Op("Slice", [gradient, r.G.Constant(-1), r.G.Constant(long.MinValue), r.G.Constant(axis), r.G.Constant(-1)]);
            }

            if (stride > 1 && count > 1)
            {
                gradient = Spread(r, gradient, current, axis, stride);
            }

            (before[axis], after[axis]) = (first, shape[axis].Size - first - current[axis].Size);
        }

        r.Give(0, before.Concat(after).All(p => p == 0) ? gradient : r.Op("Pad", [gradient, r.G.Constant([.. before, .. after])]));
    }

    /// <summary>Puts stride − 1 zeros behind each element: a last axis [count, 1] is padded to [count, stride] and the two are merged.</summary>
    private static string Spread(RuleContext r, string gradient, Dim[] shape, int axis, long stride)
    {
        var rank = shape.Length;
        var pads = new long[2 * (rank + 1)];
        pads[rank + 1 + axis + 1] = stride - 1;
        var padded = r.Op("Pad", [r.Op("Unsqueeze", [gradient, r.G.Constant(axis + 1)]), r.G.Constant(pads)]);
        shape[axis] = new Dim(shape[axis].Size * stride);
        var target = shape.Count(d => d.PerRow) > 1
            ? throw new RuleRefusedException("two of its axes grow with the batch")
            : shape.Select(d => d.PerRow ? -1 : d.Size).ToArray();
        return r.Op("Reshape", [padded, r.G.Constant(target)]);
    }

    /// <summary>The axes that lose elements or turn round, with the first position taken and the step.</summary>
    private static IEnumerable<(int Axis, long Start, long Step)> SlicedAxes(RuleContext r)
    {
        var shape = r.XInfo().Shape;
        var starts = r.ConstantInts(1);
        var axes = r.HasX(3) ? r.ConstantInts(3) : [.. Enumerable.Range(0, starts.Length).Select(a => (long)a)];
        var steps = r.HasX(4) ? r.ConstantInts(4) : [.. starts.Select(_ => 1L)];
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = RuleContext.Axis(axes[i], shape.Count);
            if (steps[i] == 1 && shape[axis] == r.YInfo().Shape[axis])
            {
                continue;
            }

            var size = FixedSize(r.XInfo(), axis);
            if (r.YInfo().Shape[axis].Size == 0)
            {
                throw new RuleRefusedException($"it takes nothing of axis {axis}");
            }

            var start = starts[i] < 0 ? starts[i] + size : starts[i];
            yield return (axis, Math.Clamp(start, 0, steps[i] < 0 ? size - 1 : size), steps[i]);
        }
    }

    private static long FixedSize(TensorInfo tensor, int axis) => tensor.Shape[axis] is { PerRow: false } size
        ? size.Size
        : throw new RuleRefusedException($"it cuts or joins along axis {axis}, which grows with the batch");
}
