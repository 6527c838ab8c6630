using MLExplain.Onnx.Proto;

namespace MLExplain.Onnx;

/// <summary>What a conversion sees while one graph is upgraded: it emits nodes and constants, and may ask what is known of a tensor.</summary>
internal sealed class OpsetRewriter
{
    private readonly GraphProto _graph;
    private readonly HashSet<string> _names;
    private readonly string _model;
    private readonly Dictionary<string, TensorProto> _initializers;
    private readonly Dictionary<string, NodeProto> _producers;
    private readonly Dictionary<string, IReadOnlyList<long>> _declared = [];
    private readonly List<NodeProto> _emitted = [];

    public OpsetRewriter(GraphProto graph, HashSet<string> names, string model)
    {
        (_graph, _names, _model) = (graph, names, model);
        _initializers = graph.Initializer.ToDictionary(t => t.Name);
        _producers = graph.Node.SelectMany(n => n.Output.Where(o => o.Length > 0).Select(o => (o, n))).ToDictionary(p => p.o, p => p.n);
        foreach (var info in graph.ValueInfo.Concat(graph.Output).Concat(graph.Input).Where(i => i.Type?.TensorType?.Shape is not null))
        {
            _declared[info.Name] = [.. info.Type.TensorType.Shape.Dim.Select(d => d.HasDimValue ? d.DimValue : -1)];
        }
    }

    public IReadOnlyList<NodeProto> Emitted => _emitted;

    /// <summary>Keeps a node, possibly edited in place.</summary>
    public void Emit(NodeProto node) => _emitted.Add(node);

    /// <summary>A new one-output node; returns the name of its output.</summary>
    public string Node(string @operator, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        NodeTo(FreshName(@operator), @operator, inputs, attributes);

    /// <summary>A new node that writes an existing output.</summary>
    public string NodeTo(string output, string @operator, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new NodeProto { OpType = @operator, Name = output };
        node.Input.AddRange(inputs.ToArray());
        node.Output.Add(output);
        foreach (var (name, value) in attributes)
        {
            node.Attribute.Add(NodeAttributes.Create(name, value));
        }

        _emitted.Add(node);
        return output;
    }

    public string Ints(params ReadOnlySpan<long> values) => Add(TensorData.OfInts(FreshName("constant"), [values.Length], values));

    public string Floats(params ReadOnlySpan<float> values) => Add(TensorData.OfFloats(FreshName("constant"), [values.Length], values));

    public string Scalar(float value) => Add(TensorData.OfFloats(FreshName("constant"), [], [value]));

    public string Constant(long[] dims, float[] values) => Add(TensorData.OfFloats(FreshName("constant"), dims, values));

    /// <summary>The constant behind a tensor; null when it is computed at run time.</summary>
    public TensorProto? Initializer(string tensor) => _initializers.GetValueOrDefault(tensor);

    /// <summary>The shape that the file declares, −1 for what it leaves open; null when it declares none.</summary>
    public IReadOnlyList<long>? DeclaredShape(string tensor) => _declared.GetValueOrDefault(tensor);

    /// <summary>Number of axes, from the file's declarations or the operator that makes the tensor; null when unknown.</summary>
    public int? Rank(string tensor) => DeclaredShape(tensor)?.Count ?? (_producers.GetValueOrDefault(tensor) is { Domain: "" } node
        ? node.OpType switch
        {
            "Gemm" or "Flatten" => 2,
            "Reshape" when Initializer(node.Input[1]) is { } shape => (int)TensorData.Count(shape),
            "Relu" or "Dropout" or "Identity" or "Cast" => Rank(node.Input[0]),
            _ => null,
        }
        : null);

    /// <summary>Whether anything reads the tensor: a node of this graph or of one nested in it, or a graph output.</summary>
    public bool IsUsed(string tensor) =>
        _graph.Output.Any(o => o.Name == tensor) || GraphWalk.Nodes(_graph).Any(n => n.Input.Contains(tensor));

    public OnnxFormatException Refusal(NodeProto node, string reason) =>
        new($"Operator {node.OpType} (node '{(node.Name.Length > 0 ? node.Name : node.Output[0])}') in '{_model}' cannot be brought to opset "
            + $"{OnnxGraphBuilder.CanonicalOpset}: {reason}. Export the model again at opset {OnnxGraphBuilder.CanonicalOpset} or newer.");

    private string Add(TensorProto tensor)
    {
        _graph.Initializer.Add(tensor);
        _initializers[tensor.Name] = tensor;
        return tensor.Name;
    }

    private string FreshName(string stem)
    {
        for (var i = 1; ; i++)
        {
            var name = FormattableString.Invariant($"{stem}_opset{OnnxGraphBuilder.CanonicalOpset}_{i}");
            if (_names.Add(name))
            {
                return name;
            }
        }
    }
}
