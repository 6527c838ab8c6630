using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients.Rules;

/// <summary>The gradient of Concat without leaving ONNX Runtime's blocked layout, as Split and Slice do.</summary>
internal static class BlockedConcat
{
    /// <summary>
    /// Where dY comes from one convolution, that convolution is written once per part, with the part's rows of the weights: the same
    /// multiplications, and the whole is not computed. Null where dY is anything else, such as the sums in DenseNet.
    /// </summary>
    public static string[]? TryParts(RuleContext r, int axis, long[] sizes)
    {
        if (axis != 1 || !Blocked.Holds(r, r.YInfo()) || Enumerable.Range(0, sizes.Length).Any(i => !Blocked.Holds(r, r.XInfo(i))))
        {
            return null;
        }

        var gradient = r.DY();
        var producer = r.G.Graph.Node.LastOrDefault(n => n.Output.Contains(gradient));
        if (producer is not { OpType: "Conv", Input.Count: 2 } || producer.Int("group", 1) != 1)
        {
            return null;
        }

        return [.. sizes.Select((size, i) => Part(r, producer, sizes[..i].Sum(), size))];
    }

    private static string Part(RuleContext r, NodeProto convolution, long start, long size)
    {
        var rows = r.Op("Slice", [convolution.Input[1], r.G.Constant(start), r.G.Constant(start + size), r.G.Constant(0)]);
        var attributes = new[] { "kernel_shape", "strides", "dilations", "pads" }
            .Where(name => convolution.Ints(name) is not null).Select(name => (name, (object)convolution.Ints(name)!)).ToArray();
        return r.Op("Conv", [convolution.Input[0], rows], attributes);
    }
}
