using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients.Rules;

/// <summary>The gradient of Concat without leaving ONNX Runtime's blocked layout, as Split and Slice do.</summary>
internal static class BlockedConcat
{
    /// <summary>
    /// Where dY comes from one convolution, that convolution is written once per part, with the part's rows of the weights: the same
    /// multiplications, and the whole is not computed. Where it enters the layout, each part enters by itself. Null where dY is anything
    /// else, such as the sums in DenseNet.
    /// </summary>
    public static string[]? TryParts(RuleContext r, int axis, long[] sizes)
    {
        if (axis != 1 || !Blocked.Holds(r, r.YInfo()) || Enumerable.Range(0, sizes.Length).Any(i => !Blocked.Holds(r, r.XInfo(i))))
        {
            return null;
        }

        var gradient = r.DY();
        var producer = r.G.Graph.Node.LastOrDefault(n => n.Output.Contains(gradient));
        if (producer is not { OpType: "Conv", Input.Count: 2 } || r.G.Graph.Initializer.LastOrDefault(t => t.Name == producer.Input[1]) is not { } weight)
        {
            return null;
        }

        var isPerChannel = producer.Int("group", 1) == weight.Dims[0] && weight.Dims[1] == 1;
        return isPerChannel || producer.Int("group", 1) == 1
            ? [.. sizes.Select((size, i) => Part(r, producer, weight, sizes[..i].Sum(), size, isPerChannel))]
            : null;
    }

    private static string Part(RuleContext r, NodeProto convolution, TensorProto weight, long start, long size, bool isPerChannel)
    {
        var input = isPerChannel
            ? r.Op("Slice", [convolution.Input[0], r.G.Constant(start), r.G.Constant(start + size), r.G.Constant(1)])
            : convolution.Input[0];
        var attributes = new[] { "kernel_shape", "strides", "dilations", "pads" }
            .Where(name => convolution.Ints(name) is not null).Select(name => (name, (object)convolution.Ints(name)!));
        return r.Op("Conv", [input, Rows(r, weight, start, size)], [.. attributes, ("group", isPerChannel ? size : 1)]);
    }

    private static string Rows(RuleContext r, TensorProto weight, long start, long size)
    {
        var values = TensorData.Floats(weight);
        var row = values.Length / (int)weight.Dims[0];
        return r.G.LargeConstant([size, .. weight.Dims.Skip(1)], part => values.AsSpan((int)start * row, (int)size * row).CopyTo(part));
    }
}
