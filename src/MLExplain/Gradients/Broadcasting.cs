using MLExplain.Onnx;

namespace MLExplain.Gradients;

/// <summary>The transpose of broadcasting: a gradient is summed over the axes along which its operand was repeated.</summary>
internal static class Broadcasting
{
    public static string SumTo(OnnxGraphBuilder g, string gradient, IReadOnlyList<Dim> from, TensorInfo to)
    {
        if (from.SequenceEqual(to.Shape))
        {
            return gradient;
        }

        var extra = from.Count - to.Rank;
        var axes = Enumerable.Range(0, from.Count)
            .Where(axis => axis < extra || (to.Shape[axis - extra] == new Dim(1) && from[axis] != new Dim(1)))
            .Select(axis => (long)axis)
            .ToArray();
        var summed = axes.Length == 0 ? gradient : g.Node("ReduceSum", [gradient, g.Constant(axes)], ("keepdims", 1));
        return extra == 0 ? summed : g.Node("Squeeze", [summed, g.Constant([.. Enumerable.Range(0, extra).Select(a => (long)a)])]);
    }
}
