using System.Numerics.Tensors;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients;

/// <summary>
/// Rewrites BatchNormalization before differentiation: y = s·x + t per channel, s = γ/√(σ²+ε), t = β − s·μ, goes into the convolution
/// before it when nothing else reads that convolution, and becomes a convolution per channel otherwise.
/// </summary>
/// <remarks>ONNX Runtime folds the forward pass itself, but only after the gradient has been written, where s would stay a step of its own.</remarks>
internal static class BatchNormFolding
{
    /// <param name="graph">The graph; changed.</param>
    /// <param name="shapes">Shapes of its tensors; those of new weights are added.</param>
    /// <param name="keep">Tensors that must stay what they are: outputs and what is differentiated.</param>
    public static void Apply(GraphProto graph, ShapeTable shapes, IReadOnlySet<string> keep)
    {
        var readers = graph.Node.SelectMany(GraphWalk.Reads).Concat(graph.Output.Select(o => o.Name)).CountBy(name => name).ToDictionary();
        var producers = graph.Node.SelectMany(n => n.Output.Select(o => (o, n))).ToDictionary(p => p.o, p => p.n);
        var constants = GraphWalk.Constants(graph);
        foreach (var norm in graph.Node.Where(n => n.OpType == "BatchNormalization" && n.Domain.Length == 0).ToList())
        {
            if (!CanRewrite(norm, shapes, constants, keep))
            {
                continue;
            }

            var (scale, shift) = ScaleAndShift(norm, constants);
            var convolution = producers.GetValueOrDefault(norm.Input[0]);
            if (convolution is not null && CanTake(convolution, constants, readers, keep))
            {
                Fold(graph, shapes, convolution, constants, scale, shift);
                convolution.Output[0] = norm.Output[0];
                producers[norm.Output[0]] = convolution;
                graph.Node.Remove(norm);
            }
            else if (shapes[norm.Input[0]].Rank == 4)
            {
                BecomeConvolution(graph, shapes, norm, scale, shift);
            }
        }

        DropUnreadWeights(graph, keep);
    }

    private static bool CanRewrite(NodeProto norm, ShapeTable shapes, Dictionary<string, TensorProto> constants, IReadOnlySet<string> keep) =>
        norm.Int("training_mode", 0) == 0 && norm.Output.Count == 1
        && norm.Input.Skip(1).All(i => constants.ContainsKey(i) && !keep.Contains(i)) && shapes.Contains(norm.Input[0]);

    private static bool CanTake(
        NodeProto node, Dictionary<string, TensorProto> constants, Dictionary<string, int> readers, IReadOnlySet<string> keep) =>
        node.OpType == "Conv" && node.Domain.Length == 0 && readers[node.Output[0]] == 1 && !keep.Contains(node.Output[0])
        && node.Input.Skip(1).Where(i => i.Length > 0).All(i => constants.ContainsKey(i) && !keep.Contains(i));

    private static (float[] Scale, float[] Shift) ScaleAndShift(NodeProto norm, Dictionary<string, TensorProto> constants)
    {
        var p = norm.Input.Skip(1).Select(i => TensorData.Floats(constants[i])).ToArray();
        var epsilon = (double)norm.Float("epsilon", 1e-5f);
        var scale = p[0].Zip(p[3], (gamma, variance) => gamma / Math.Sqrt(variance + epsilon)).ToArray();
        var shift = scale.Select((s, c) => (float)(p[1][c] - (s * p[2][c]))).ToArray();
        return (Array.ConvertAll(scale, s => (float)s), shift);
    }

    private static void Fold(
        GraphProto graph, ShapeTable shapes, NodeProto convolution, Dictionary<string, TensorProto> constants, float[] scale, float[] shift)
    {
        var weight = constants[convolution.Input[1]];
        var values = TensorData.Floats(weight);
        var perChannel = values.Length / scale.Length;
        for (var c = 0; c < scale.Length; c++)
        {
            var channel = values.AsSpan(c * perChannel, perChannel);
            TensorPrimitives.Multiply(channel, scale[c], channel);
        }

        var bias = shift.ToArray();
        if (convolution.Input.Count > 2 && convolution.Input[2].Length > 0)
        {
            var old = TensorData.Floats(constants[convolution.Input[2]]);
            for (var c = 0; c < bias.Length; c++)
            {
                bias[c] += scale[c] * old[c];
            }
        }

        SetWeights(graph, shapes, convolution, [.. weight.Dims], values, bias);
    }

    private static void BecomeConvolution(GraphProto graph, ShapeTable shapes, NodeProto norm, float[] scale, float[] shift)
    {
        norm.OpType = "Conv";
        norm.Attribute.Clear();
        norm.Attribute.Add(NodeAttributes.Create("group", scale.Length));
        SetWeights(graph, shapes, norm, [scale.Length, 1, 1, 1], scale, shift);
    }

    private static void SetWeights(GraphProto graph, ShapeTable shapes, NodeProto node, long[] dims, float[] weight, float[] bias)
    {
        var input = node.Input[0];
        var stem = node.Output[0] + "_folded";
        var tensors = new[] { TensorData.OfFloats(stem + "_weight", dims, weight), TensorData.OfFloats(stem + "_bias", [bias.Length], bias) };
        node.Input.Clear();
        node.Input.Add(input);
        foreach (var tensor in tensors)
        {
            node.Input.Add(tensor.Name);
            graph.Initializer.Add(tensor);
            shapes[tensor.Name] = new TensorInfo(TensorProto.Types.DataType.Float, [.. tensor.Dims.Select(d => new Dim(d))]);
        }
    }

    /// <summary>Removes the weights that no node reads any more.</summary>
    /// <param name="graph">The graph; changed.</param>
    /// <param name="keep">Tensors that stay.</param>
    public static void DropUnreadWeights(GraphProto graph, IReadOnlySet<string> keep)
    {
        var read = graph.Node.SelectMany(GraphWalk.Reads).ToHashSet();
        var kept = graph.Initializer.Where(t => read.Contains(t.Name) || keep.Contains(t.Name)).ToList();
        graph.Initializer.Clear();
        graph.Initializer.AddRange(kept);
    }
}
