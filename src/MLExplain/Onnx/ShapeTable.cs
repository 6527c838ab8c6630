using MLExplain.Onnx.Proto;

namespace MLExplain.Onnx;

/// <summary>Type and shape of every tensor of a graph.</summary>
internal sealed class ShapeTable
{
    private readonly Dictionary<string, TensorInfo> _tensors = [];

    /// <summary>A copy that can be added to.</summary>
    public ShapeTable(ShapeTable other) => _tensors = new Dictionary<string, TensorInfo>(other._tensors);

    public ShapeTable(GraphProto graph)
    {
        foreach (var tensor in graph.Initializer)
        {
            _tensors[tensor.Name] = new TensorInfo((TensorProto.Types.DataType)tensor.DataType, [.. tensor.Dims.Select(d => new Dim(d))]);
        }
    }

    public TensorInfo this[string tensor]
    {
        get => _tensors.TryGetValue(tensor, out var info)
            ? info
            : throw new OnnxFormatException($"The shape of tensor '{tensor}' is not known: neither the model file nor a probing run gives it.");
        set => _tensors[tensor] = value;
    }

    public bool Contains(string tensor) => _tensors.ContainsKey(tensor);
}
