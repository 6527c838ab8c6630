using MLExplain.Onnx.Proto;
using MLExplain.Tensors;

namespace MLExplain.Onnx;

/// <summary>Writes an ONNX graph node by node; tensors are known by their names.</summary>
public sealed class OnnxGraphBuilder
{
    /// <summary>The operator set that MLExplain builds and edits graphs in; older models are converted to it when loaded.</summary>
    public const int CanonicalOpset = 18;

    private readonly ModelProto _model;
    private readonly HashSet<string> _names;
    private readonly HashSet<string> _declared;
    private readonly Dictionary<string, string> _constants = [];
    private int _counter;

    /// <summary>Starts an empty graph.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="opset">Version of the default operator set; default 18.</param>
    public OnnxGraphBuilder(string name, int opset = CanonicalOpset)
    {
        _model = new ModelProto { IrVersion = 8, ProducerName = "MLExplain", Graph = new GraphProto { Name = name } };
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = opset });
        (_names, _declared) = ([], []);
    }

    /// <summary>Goes on writing an existing graph.</summary>
    internal OnnxGraphBuilder(OnnxModel model)
    {
        _model = model.Proto;
        _names = [.. model.Graph.Node.SelectMany(n => n.Output.Append(n.Name)), .. model.Graph.Initializer.Select(t => t.Name), .. model.Graph.Input.Select(i => i.Name)];
        _declared = [.. model.Graph.ValueInfo.Select(v => v.Name), .. model.Graph.Input.Select(i => i.Name)];
    }

    /// <summary>Version of the default operator set.</summary>
    public int Opset => new OnnxModel(_model, "").Opset;

    internal GraphProto Graph => _model.Graph;

    /// <summary>Adds a float32 graph input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dims">Its shape; −1 stands for the batch axis N.</param>
    /// <returns>The tensor's name.</returns>
    public string Input(string name, params ReadOnlySpan<long> dims)
    {
        Graph.Input.Add(ValueInfo(name, TensorProto.Types.DataType.Float, dims));
        _names.Add(name);
        return name;
    }

    /// <summary>Adds a trained parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its values; copied.</param>
    /// <returns>The tensor's name.</returns>
    public string Initializer(string name, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Graph.Initializer.Add(TensorData.OfFloats(name, [.. values.Shape.ToArray().Select(d => (long)d)], values.Values));
        _names.Add(name);
        return name;
    }

    /// <summary>A constant of integers (a shape, axes, split sizes); equal constants are stored once.</summary>
    /// <param name="values">The values, as a 1-D tensor.</param>
    /// <returns>The tensor's name.</returns>
    public string Constant(params ReadOnlySpan<long> values)
    {
        var copy = values.ToArray();
        return Shared($"i:{string.Join(',', copy)}", name => TensorData.OfInts(name, [copy.Length], copy));
    }

    /// <summary>A constant scalar; equal constants are stored once.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The tensor's name.</returns>
    public string Scalar(float value) =>
        Shared(FormattableString.Invariant($"f:{value:R}"), name => TensorData.OfFloats(name, [], [value]));

    /// <summary>A constant of floats; equal constants are stored once.</summary>
    /// <param name="dims">Its shape.</param>
    /// <param name="values">Its values, row-major.</param>
    /// <returns>The tensor's name.</returns>
    public string Constant(ReadOnlySpan<long> dims, ReadOnlySpan<float> values)
    {
        var tensor = TensorData.OfFloats("", dims, values);
        var key = "t:" + string.Join(',', tensor.Dims) + ":" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(tensor.RawData.Span));
        return Shared(key, name =>
        {
            tensor.Name = name;
            return tensor;
        });
    }

    /// <summary>Adds an operator with one output.</summary>
    /// <param name="operator">ONNX operator, such as <c>Conv</c>; outside the default domain <c>domain:operator</c>.</param>
    /// <param name="inputs">Names of its inputs; an empty name leaves an optional input out.</param>
    /// <param name="attributes">Its attributes: integers, floats, strings, or arrays of longs or floats.</param>
    /// <returns>The name of its output.</returns>
    public string Node(string @operator, ReadOnlySpan<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        Nodes(@operator, inputs, 1, attributes)[0];

    /// <summary>Adds an operator with several outputs.</summary>
    /// <param name="operator">ONNX operator, such as <c>Split</c>; outside the default domain <c>domain:operator</c>.</param>
    /// <param name="inputs">Names of its inputs; an empty name leaves an optional input out.</param>
    /// <param name="outputCount">Number of outputs.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The names of its outputs.</returns>
    public string[] Nodes(string @operator, ReadOnlySpan<string> inputs, int outputCount, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new NodeProto { OpType = @operator[(@operator.IndexOf(':', StringComparison.Ordinal) + 1)..] };
        if (node.OpType.Length < @operator.Length)
        {
            node.Domain = @operator[..^(node.OpType.Length + 1)];
            Import(node.Domain);
        }

        node.Input.AddRange(inputs.ToArray());
        foreach (var (name, value) in attributes)
        {
            node.Attribute.Add(NodeAttributes.Create(name, value));
        }

        node.Output.AddRange(Enumerable.Range(0, outputCount).Select(_ => FreshName(node.OpType)));
        node.Name = node.Output[0];
        Graph.Node.Add(node);
        return [.. node.Output];
    }

    /// <summary>Declares a tensor as a float32 graph output.</summary>
    /// <param name="tensor">An existing tensor.</param>
    /// <param name="name">The output's name; the tensor is renamed by an Identity when it differs.</param>
    /// <param name="dims">Its shape; −1 stands for the batch axis N.</param>
    public void Output(string tensor, string name, params ReadOnlySpan<long> dims)
    {
        if (tensor != name)
        {
            Rename(tensor, name);
        }

        Graph.Output.Add(ValueInfo(name, TensorProto.Types.DataType.Float, dims));
    }

    /// <summary>Stores a text in the model's metadata.</summary>
    /// <param name="key">The key, such as <c>classes</c>.</param>
    /// <param name="value">The text.</param>
    public void Metadata(string key, string value) => _model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });

    /// <summary>A large constant that is not compared with others; its values are written in place.</summary>
    internal string LargeConstant(ReadOnlySpan<long> dims, Action<Span<float>> write)
    {
        var name = FreshName("constant");
        Graph.Initializer.Add(TensorData.OfFloats(name, dims, write));
        return name;
    }

    /// <summary>The finished model.</summary>
    public OnnxModel Build() => new(_model, Graph.Name);

    internal static ValueInfoProto ValueInfo(string name, TensorProto.Types.DataType type, ReadOnlySpan<long> dims) =>
        ValueInfo(name, new TensorInfo(type, [.. dims.ToArray().Select(d => d < 0 ? Dim.Batch : new Dim(d))]));

    internal static ValueInfoProto ValueInfo(string name, TensorInfo info)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(info.Shape.Select(d => d.PerRow
            ? new TensorShapeProto.Types.Dimension { DimParam = d.ToString() }
            : new TensorShapeProto.Types.Dimension { DimValue = d.Size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)info.Type, Shape = shape } } };
    }

    /// <summary>States a tensor's shape in the file; false when it was stated before.</summary>
    internal bool DeclareShape(string tensor, TensorInfo shape)
    {
        if (!_declared.Add(tensor))
        {
            return false;
        }

        Graph.ValueInfo.Add(ValueInfo(tensor, shape));
        return true;
    }

    /// <summary>Gives a tensor a second name.</summary>
    internal void Rename(string tensor, string name)
    {
        var identity = new NodeProto { OpType = "Identity", Name = name };
        identity.Input.Add(tensor);
        identity.Output.Add(name);
        Graph.Node.Add(identity);
        _names.Add(name);
    }

    internal string FreshName(string stem)
    {
        string name;
        do
        {
            name = FormattableString.Invariant($"{stem}_{++_counter}");
        }
        while (!_names.Add(name));
        return name;
    }

    private void Import(string domain)
    {
        if (_model.OpsetImport.All(o => o.Domain != domain))
        {
            _model.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = 1 });
        }
    }

    private string Shared(string key, Func<string, TensorProto> create)
    {
        if (!_constants.TryGetValue(key, out var name))
        {
            name = FreshName("constant");
            Graph.Initializer.Add(create(name));
            _constants[key] = name;
        }

        return name;
    }
}
