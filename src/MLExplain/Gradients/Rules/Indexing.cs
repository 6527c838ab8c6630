using MLExplain.Onnx;

namespace MLExplain.Gradients.Rules;

/// <summary>Gradients of operators that pick elements by index: dY is added up where the elements came from.</summary>
internal static class Indexing
{
    /// <summary>y = x[…, i, …]  ⇒  dX[…, i, …] += dY. Consecutive constant indices (a class token, a run of rows) are a Pad.</summary>
    public static void Gather(RuleContext r)
    {
        var (x, axis) = (r.XInfo(), RuleContext.Axis(r.Int("axis", 0), r.XInfo().Rank));
        if (r.Constant(1) is { } constant && !x.Shape[axis].PerRow && FirstOfRun(TensorData.Ints(constant), x.Shape[axis].Size) is { } first)
        {
            var run = constant.Dims.Count switch
            {
                0 => r.Op("Unsqueeze", [r.DY(), r.G.Constant(axis)]),
                1 => r.DY(),
                _ => Flattened(r, axis, TensorData.Count(constant)),
            };
            var pads = new long[2 * x.Rank];
            (pads[axis], pads[x.Rank + axis]) = (first, x.Shape[axis].Size - first - TensorData.Count(constant));
            r.Give(0, pads.All(p => p == 0) ? run : r.Op("Pad", [run, r.G.Constant(pads)]));
            return;
        }

        var indices = r.XInfo(1);
        if (indices.Shape.Any(d => d.PerRow))
        {
            throw new RuleRefusedException("its indices grow with the batch");
        }

        var gradient = Flattened(r, axis, indices.Shape.Aggregate(1L, (product, d) => product * d.Size));
        var column = r.Op("Reshape", [r.X(1), r.G.Constant([.. Enumerable.Range(0, x.Rank).Select(a => a == axis ? -1L : 1L)])]);
        var positions = r.Op("Expand", [column, r.Op("Shape", [gradient])]);
        r.Give(0, r.Op("ScatterElements", [r.Zeros(r.X()), positions, gradient], ("axis", axis), ("reduction", "add")));
    }

    /// <summary>y[i, j] = x[index[i, j], j] (axis 0)  ⇒  dX[index[i, j], j] += dY[i, j]</summary>
    public static void GatherElements(RuleContext r) => r.Give(
        0, r.Op("ScatterElements", [r.Zeros(r.X()), r.X(1), r.DY()], ("axis", r.Int("axis", 0)), ("reduction", "add")));

    /// <summary>y[i] = x[index[i]], an index being a row of coordinates  ⇒  dX[index[i]] += dY[i]</summary>
    public static void GatherND(RuleContext r)
    {
        if (r.Int("batch_dims", 0) != 0)
        {
            throw new RuleRefusedException("it indexes within each row (batch_dims)");
        }

        r.Give(0, r.Op("ScatterND", [r.Zeros(r.X()), r.X(1), r.DY()], ("reduction", "add")));
    }

    /// <summary>The k largest values, taken at the indices that the node returns  ⇒  dX at these indices = dY</summary>
    public static void TopK(RuleContext r) =>
        r.Give(0, r.Op("ScatterElements", [r.Zeros(r.X()), r.Y(1), r.DY()], ("axis", r.Int("axis", -1)), ("reduction", "add")));

    /// <summary>y = x with u written at some indices  ⇒  dU = dY there, dX = dY with zeros there; when u is added, dX = dY</summary>
    public static void ScatterElements(RuleContext r) => Scatter(r, "GatherElements", ("axis", r.Int("axis", 0)));

    /// <summary>As ScatterElements, an index being a row of coordinates.</summary>
    public static void ScatterND(RuleContext r) => Scatter(r, "GatherND");

    private static void Scatter(RuleContext r, string gather, params (string Name, object Value)[] axis)
    {
        var reduction = r.Text("reduction", "none");
        if (reduction is not ("none" or "add"))
        {
            throw new RuleRefusedException($"its reduction is '{reduction}'; 'none' and 'add' have a rule");
        }

        if (r.Needs(0))
        {
            r.Give(0, reduction == "add" ? r.DY() : r.Op(r.Node.OpType, [r.DY(), r.X(1), r.Zeros(r.X(2))], axis));
        }

        if (r.Needs(2))
        {
            r.Give(2, r.Op(gather, [r.DY(), r.X(1)], axis));
        }
    }

    /// <summary>dY with the axes of the indices merged into one of length <paramref name="count"/>.</summary>
    private static string Flattened(RuleContext r, int axis, long count)
    {
        var shape = new TensorInfo(r.XInfo().Type, [.. r.XInfo().Shape.Select((d, a) => a == axis ? new Dim(count) : d)]);
        return r.Op("Reshape", [r.DY(), r.G.Constant(shape.ReshapeTarget ?? throw new RuleRefusedException("two of its axes grow with the batch"))]);
    }

    /// <summary>The first of indices i, i+1, i+2, …; null when they are anything else.</summary>
    private static long? FirstOfRun(long[] indices, long size)
    {
        var positions = Array.ConvertAll(indices, i => i < 0 ? i + size : i);
        return positions.Length > 0 && positions.Select((p, k) => p - k).Distinct().Count() == 1 ? positions[0] : null;
    }
}
