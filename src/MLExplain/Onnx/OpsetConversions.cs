using MLExplain.Onnx.Proto;

namespace MLExplain.Onnx;

/// <summary>The conversions of <see cref="OpsetUpgrade"/>: how each operator changed, and what its old form is in the new one.</summary>
internal static class OpsetConversions
{
    /// <summary>Squeeze, Unsqueeze and the reductions: the attribute <c>axes</c> became the second input.</summary>
    public static void AxesToInput(OpsetRewriter r, NodeProto node)
    {
        if (node.Ints("axes") is { } axes)
        {
            node.Remove("axes");
            node.Input.Add(r.Ints(axes));
        }

        r.Emit(node);
    }

    /// <summary>Before 14 further outputs mean training mode, which has no gradient per image. Before 9 <c>spatial = 0</c> has one mean and variance per element.</summary>
    public static void BatchNormalization(OpsetRewriter r, NodeProto node)
    {
        if (node.Output.Skip(1).Any(o => o.Length > 0))
        {
            throw r.Refusal(node, "it was exported in training mode, with five outputs, and normalises each batch by its own statistics");
        }

        if (node.Int("spatial", 1) == 0)
        {
            var centred = r.Node("Sub", [node.Input[0], node.Input[3]]);
            var deviation = r.Node("Sqrt", [r.Node("Add", [node.Input[4], r.Scalar(node.Float("epsilon", 1e-5f))])]);
            var scaled = r.Node("Mul", [r.Node("Div", [centred, deviation]), node.Input[1]]);
            r.NodeTo(node.Output[0], "Add", [scaled, node.Input[2]]);
            return;
        }

        node.Remove("spatial");
        r.Emit(node);
    }

    /// <summary>Before 11: <c>min</c> and <c>max</c> are attributes.</summary>
    public static void Clip(OpsetRewriter r, NodeProto node)
    {
        var (min, max) = (node.Find("min"), node.Find("max"));
        if (min is not null || max is not null)
        {
            node.Input.Add(min is null ? "" : r.Scalar(min.F));
        }

        if (max is not null)
        {
            node.Input.Add(r.Scalar(max.F));
        }

        node.Remove("min");
        node.Remove("max");
        r.Emit(node);
    }

    /// <summary>Before 12: <c>ratio</c> is an attribute, which inference ignores; before 10 the mask is a float.</summary>
    public static void Dropout(OpsetRewriter r, NodeProto node)
    {
        if (node.Output.Count > 1 && node.Output[1].Length > 0 && r.IsUsed(node.Output[1]))
        {
            throw r.Refusal(node, $"its mask '{node.Output[1]}' is used");
        }

        while (node.Output.Count > 1)
        {
            node.Output.RemoveAt(1);
        }

        node.Remove("ratio");
        r.Emit(node);
    }

    /// <summary>An experimental operator of early exporters: y = scale · x + bias[channel].</summary>
    public static void ImageScaler(OpsetRewriter r, NodeProto node)
    {
        float[] bias = [.. node.Find("bias")?.Floats ?? []];
        var scaled = r.Node("Mul", [node.Input[0], r.Scalar(node.Float("scale", 1))]);
        r.NodeTo(node.Output[0], "Add", [scaled, r.Constant([1, bias.Length, 1, 1], bias)]);
    }

    /// <summary>Before 11: <c>pads</c> and <c>value</c> are attributes.</summary>
    public static void Pad(OpsetRewriter r, NodeProto node)
    {
        node.Input.Add(r.Ints(node.Ints("pads") ?? throw r.Refusal(node, "it has no attribute 'pads'")));
        node.Input.Add(r.Scalar(node.Float("value", 0)));
        node.Remove("pads");
        node.Remove("value");
        r.Emit(node);
    }

    /// <summary>Before 16 the sampling grid had no half-pixel shift.</summary>
    public static void RoiAlign(OpsetRewriter r, NodeProto node)
    {
        node.Attribute.Add(NodeAttributes.Create("coordinate_transformation_mode", "output_half_pixel"));
        r.Emit(node);
    }

    public static void Scan(OpsetRewriter r, NodeProto node) => throw r.Refusal(node, "the form of Scan before opset 9 has a batch axis of its own");

    /// <summary>Scatter was renamed.</summary>
    public static void Scatter(OpsetRewriter r, NodeProto node)
    {
        node.OpType = "ScatterElements";
        r.Emit(node);
    }

    /// <summary>Before 10: <c>starts</c>, <c>ends</c> and <c>axes</c> are attributes.</summary>
    public static void Slice(OpsetRewriter r, NodeProto node)
    {
        foreach (var name in new[] { "starts", "ends", "axes" })
        {
            if (node.Ints(name) is { } values)
            {
                node.Input.Add(r.Ints(values));
                node.Remove(name);
            }
        }

        r.Emit(node);
    }

    /// <summary>Before 13: the axes from <c>axis</c> on are normalised together, and the default axis is 1.</summary>
    public static void Softmax(OpsetRewriter r, NodeProto node)
    {
        var (x, axis) = (node.Input[0], node.Int("axis", 1));
        var rank = r.Rank(x) ?? r.Rank(node.Output[0]);
        var shape = r.DeclaredShape(x) ?? r.DeclaredShape(node.Output[0]);
        var isLast = axis == -1 || axis == rank - 1;
        if (isLast || (axis >= 0 && shape is not null && shape.Skip((int)axis + 1).All(d => d == 1)))
        {
            node.Remove("axis");
            node.Attribute.Add(NodeAttributes.Create("axis", axis));
            r.Emit(node);
            return;
        }

        var rows = r.Node("Flatten", [x], ("axis", axis));
        r.NodeTo(node.Output[0], "Reshape", [r.Node(node.OpType, [rows], ("axis", -1)), r.Node("Shape", [x])]);
    }

    /// <summary>Before 13 <c>split</c> is an attribute; before 18 equal parts are counted by the outputs alone.</summary>
    public static void Split(OpsetRewriter r, NodeProto node)
    {
        if (node.Ints("split") is { } sizes)
        {
            node.Remove("split");
            node.Input.Add(r.Ints(sizes));
        }
        else if (node.Input.Count < 2 || node.Input[1].Length == 0)
        {
            node.Attribute.Add(NodeAttributes.Create("num_outputs", node.Output.Count));
        }

        r.Emit(node);
    }

    /// <summary>Before 10: <c>k</c> is an attribute.</summary>
    public static void TopK(OpsetRewriter r, NodeProto node)
    {
        node.Input.Add(r.Ints(node.Int("k", 1)));
        node.Remove("k");
        r.Emit(node);
    }

    /// <summary>Upsample gave way to Resize at opset 10; it samples at floor(i / scale).</summary>
    public static void Upsample(OpsetRewriter r, NodeProto node)
    {
        var scales = node.Input.Count > 1
            ? node.Input[1]
            : r.Floats([.. node.Find("scales")?.Floats ?? throw r.Refusal(node, "it has no attribute 'scales'")]);
        OldResize(r, node, scales);
    }

    /// <summary>Resize-10 has no modes of coordinates; from 11 on, "not given" was an empty tensor and is now an absent input.</summary>
    public static void Resize(OpsetRewriter r, NodeProto node)
    {
        if (node.Input.Count == 2)
        {
            OldResize(r, node, node.Input[1]);
            return;
        }

        for (var i = 1; i < node.Input.Count; i++)
        {
            if (r.Initializer(node.Input[i]) is { } tensor && TensorData.Count(tensor) == 0)
            {
                node.Input[i] = "";
            }
        }

        r.Emit(node);
    }

    /// <summary>
    /// Sampling at i / scale. Nearest takes the floor along axes that grow and, as ONNX Runtime runs Resize-10, the ceiling along axes
    /// that shrink; one Resize has one rounding, so a node that does both becomes two, each leaving the other's axes alone.
    /// </summary>
    private static void OldResize(OpsetRewriter r, NodeProto node, string scales)
    {
        var mode = node.Text("mode", "nearest");
        var values = r.Initializer(scales) is { } constant ? TensorData.Floats(constant) : null;
        var (x, y) = (node.Input[0], node.Output[0]);
        if (mode != "nearest" || values?.All(s => s >= 1) == true)
        {
            r.NodeTo(y, "Resize", [x, "", scales], Sampling(mode, "floor"));
        }
        else if (values?.All(s => s <= 1) == true)
        {
            r.NodeTo(y, "Resize", [x, "", scales], Sampling(mode, "ceil"));
        }
        else
        {
            var one = r.Scalar(1);
            var grown = r.Node("Resize", [x, "", r.Node("Max", [scales, one])], Sampling(mode, "floor"));
            r.NodeTo(y, "Resize", [grown, "", r.Node("Min", [scales, one])], Sampling(mode, "ceil"));
        }
    }

    private static (string Name, object Value)[] Sampling(string mode, string rounding) =>
        [("mode", mode), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", rounding)];
}
