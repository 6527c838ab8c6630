using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>A layer y = W·x + b on one value per channel.</summary>
/// <param name="Input">The tensor x.</param>
/// <param name="Weights">W, [K,C].</param>
/// <param name="Bias">b, [K].</param>
internal sealed record LinearLayer(string Input, float[] Weights, float[] Bias);

/// <summary>Reads layers out of a graph: which node makes a tensor, and what weights it holds.</summary>
internal sealed class LayerReader(ClassifierGraph graph)
{
    private static readonly string[] Reshapers = ["Identity", "Dropout", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze"];

    private readonly Dictionary<string, NodeProto> _producers =
        graph.Model.Graph.Node.SelectMany(n => n.Output.Select(o => (o, n))).Where(p => p.o.Length > 0).ToDictionary(p => p.o, p => p.n);

    private readonly Dictionary<string, TensorProto> _constants = graph.Model.Graph.Initializer.ToDictionary(t => t.Name);

    public NodeProto? Producer(string tensor) => _producers.GetValueOrDefault(tensor);

    /// <summary>The tensor before nodes that only reshape.</summary>
    public string BeforeReshapes(string tensor) => Before(tensor, Reshapers);

    /// <summary>The tensor before nodes that give what they read.</summary>
    public string BeforeCopies(string tensor) => Before(tensor, ["Identity", "Dropout"]);

    /// <summary>The integers of a constant; null when they are computed from the image.</summary>
    public long[]? Ints(string tensor) => _constants.TryGetValue(tensor, out var constant) ? TensorData.Ints(constant) : null;

    /// <summary>The layer that makes a tensor: Gemm, MatMul, a 1x1 Conv, each with an Add behind it or not; null when it is made otherwise.</summary>
    public LinearLayer? Linear(string tensor)
    {
        var node = Producer(tensor);
        if (node?.OpType == "Add")
        {
            var (a, b) = (Stored(node.Input[0]), Stored(node.Input[1]));
            return (a ?? b) is { } shift && Linear(BeforeReshapes(node.Input[a is null ? 0 : 1])) is { } inner && shift.Values.Length == inner.Bias.Length
                ? inner with { Bias = [.. inner.Bias.Zip(shift.Values, (x, y) => x + y)] }
                : null;
        }

        if (node is not { OpType: "Gemm" or "MatMul" or "Conv" } || Stored(node.Input[1]) is not { } weight)
        {
            return null;
        }

        var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? Stored(node.Input[2])?.Values : [];
        return (node.OpType, weight.Dims) switch
        {
            _ when bias is null => null,
            ("Gemm", [var k, _]) when node.Int("transA", 0) == 0 && node.Int("transB", 0) != 0 => Layer(node, weight.Values, k, bias),
            ("Gemm" or "MatMul", [_, var k]) when node.Int("transA", 0) == 0 => Layer(node, Transposed(weight.Values, k), k, bias),
            ("Conv", [var k, _, 1, 1]) when node.Int("group", 1) == 1 && IsPlain(node) => Layer(node, weight.Values, k, bias),
            _ => null,
        };
    }

    private string Before(string tensor, string[] operators)
    {
        while (Producer(tensor) is { } node && operators.Contains(node.OpType))
        {
            tensor = node.Input[0];
        }

        return tensor;
    }

    /// <summary>Numbers that do not depend on the image: a constant, reshaped or transposed or not; null for others.</summary>
    private (float[] Values, int[] Dims)? Stored(string tensor)
    {
        if (_constants.TryGetValue(tensor, out var constant))
        {
            return (TensorData.Floats(constant), [.. constant.Dims.Select(d => (int)d)]);
        }

        if (Producer(tensor) is not { } node || !graph.Shapes.Contains(tensor))
        {
            return null;
        }

        int[] dims = [.. graph.Shapes[tensor].Shape.Select(d => (int)d.Size)];
        return node.OpType switch
        {
            "ConstantOfShape" => ([.. Enumerable.Repeat(node.Find("value") is { } fill ? TensorData.Floats(fill.T)[0] : 0, dims.Aggregate(1, (a, b) => a * b))], dims),
            "Transpose" when dims.Length == 2 && node.Ints("perm") is null or [1, 0] => Stored(node.Input[0]) is { } turned ? (Transposed(turned.Values, turned.Dims[1]), dims) : null,
            _ when Reshapers.Contains(node.OpType) => Stored(node.Input[0]) is { } same ? (same.Values, dims) : null,
            _ => null,
        };
    }

    private static LinearLayer? Layer(NodeProto node, float[] weights, int classes, float[] bias)
    {
        float[] shifts = bias.Length switch { 0 => new float[classes], 1 => [.. Enumerable.Repeat(bias[0], classes)], _ => bias };
        var (alpha, beta) = (node.Float("alpha", 1), node.Float("beta", 1));
        return shifts.Length != classes ? null : new LinearLayer(node.Input[0], [.. weights.Select(w => alpha * w)], [.. shifts.Select(s => beta * s)]);
    }

    public static bool IsPlain(NodeProto convolution) =>
        (convolution.Ints("strides") ?? []).All(s => s == 1) && (convolution.Ints("pads") ?? []).All(p => p == 0);

    private static float[] Transposed(float[] values, int columns)
    {
        var rows = values.Length / columns;
        return [.. Enumerable.Range(0, values.Length).Select(i => values[(i % rows * columns) + (i / rows)])];
    }
}
