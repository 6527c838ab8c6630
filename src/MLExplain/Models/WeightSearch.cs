using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>Finds the layers with weights of a classifier.</summary>
/// <remarks>
/// Convolutions and linear layers (Conv, ConvTranspose, Gemm, MatMul by a constant) begin a layer. Normalisations, and sums and products
/// with a constant per channel, belong to the layer whose output they read; a normalisation that reads something else is a layer of its own.
/// </remarks>
internal sealed class WeightSearch
{
    private static readonly string[] PassOn = ["Identity", "Dropout", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose"];

    private readonly ClassifierGraph _graph;
    private readonly Dictionary<string, TensorProto> _initializers;
    private readonly Dictionary<string, NodeProto> _producers;
    private readonly Dictionary<string, int> _layerOf = [];
    private readonly List<(NodeProto First, List<WeightTensor> Weights)> _layers = [];

    private WeightSearch(ClassifierGraph graph)
    {
        _graph = graph;
        _initializers = graph.Model.Graph.Initializer.Where(t => t.DataType == (int)TensorProto.Types.DataType.Float).ToDictionary(t => t.Name);
        _producers = graph.Model.Graph.Node.SelectMany(n => n.Output.Select(o => (o, n))).Where(p => p.o.Length > 0).ToDictionary(p => p.o, p => p.n);
    }

    /// <summary>The layers, from the logits to the image.</summary>
    public static IReadOnlyList<WeightLayer> Run(ClassifierGraph graph) => new WeightSearch(graph).Run();

    /// <summary>Tensors that layers read as weights, each computed from constants by a node of one output.</summary>
    public static IReadOnlyList<string> Computed(ClassifierGraph graph)
    {
        var search = new WeightSearch(graph);
        var path = FeatureViews.PathOf(graph);
        var onPath = path.SelectMany(n => n.Output).Append(graph.Input).ToHashSet();
        return [.. path.Where(n => n.Domain.Length == 0 && !IsElementwise(n))
            .SelectMany(n => n.Input.Index().Where(i => Role(n.OpType, i.Index) is not null).Select(i => i.Item))
            .Where(t => !onPath.Contains(t) && search._producers.TryGetValue(t, out var maker) && maker.Output.Count == 1 && search.Source(t) is null
                && graph.Shapes.Contains(t) && graph.Shapes[t].Type == TensorProto.Types.DataType.Float)
            .Distinct()];
    }

    private static bool IsElementwise(NodeProto node) => node.OpType is "Add" or "Sub" or "Mul" or "Div";

    private List<WeightLayer> Run()
    {
        var path = FeatureViews.PathOf(_graph);
        var onPath = path.SelectMany(n => n.Output).Append(_graph.Input).ToHashSet();
        // The second class of a model with one score is ours, no layer of the model.
        foreach (var node in path.Where(n => n.Domain.Length == 0 && !(_graph.IsBinary && n.Output[0] == _graph.Logits)))
        {
            Visit(node, onPath);
        }

        var seen = new HashSet<string>();
        return [.. Enumerable.Reverse(_layers)
            .Select(l => new WeightLayer(l.First.Name.Length > 0 ? l.First.Name : l.First.Output[0], l.First.OpType, [.. l.Weights.Where(w => seen.Add(w.Name))]))
            .Where(l => l.Weights.Count > 0)];
    }

    private void Visit(NodeProto node, HashSet<string> onPath)
    {
        var data = node.Input.FirstOrDefault(onPath.Contains);
        if (data is null)
        {
            return;
        }

        var found = node.Input.Index().Where(i => i.Item.Length > 0 && !onPath.Contains(i.Item))
            .Select(i => Weight(node, i.Index)).OfType<WeightTensor>().ToList();
        var isLayer = found.Any(w => w.Role == WeightRole.Kernel) || (found.Count > 0 && IsNormalization(node) && !_layerOf.ContainsKey(data));
        if (isLayer)
        {
            _layerOf[node.Output[0]] = _layers.Count;
            _layers.Add((node, found));
        }
        else if (_layerOf.TryGetValue(data, out var layer) && (found.Count > 0 || PassOn.Contains(node.OpType)))
        {
            _layerOf[node.Output[0]] = layer;
            _layers[layer].Weights.AddRange(found);
        }
    }

    private static bool IsNormalization(NodeProto node) => node.OpType.EndsWith("Normalization", StringComparison.Ordinal);

    private WeightTensor? Weight(NodeProto node, int input)
    {
        if (Role(node.OpType, input) is not { } role || Source(node.Input[input]) is not { } source)
        {
            return null;
        }

        int[] shape = [.. source.Dims.Select(d => checked((int)d))];
        var (fanIn, fanOut) = role == WeightRole.Kernel ? Fans(node, input) : (0, 0);
        return new WeightTensor(source.Name, shape, role, fanIn, fanOut);
    }

    private static WeightRole? Role(string @operator, int input) => (@operator, input) switch
    {
        ("Conv" or "ConvTranspose", 1) or ("Gemm" or "MatMul", 0 or 1) => WeightRole.Kernel,
        ("Conv" or "ConvTranspose" or "Gemm", 2) or ("Add" or "Sub", _) => WeightRole.Bias,
        ("BatchNormalization" or "InstanceNormalization" or "LayerNormalization" or "GroupNormalization", 1) or ("Mul" or "Div", _) => WeightRole.Scale,
        ("BatchNormalization" or "InstanceNormalization" or "LayerNormalization" or "GroupNormalization", 2) => WeightRole.Bias,
        ("BatchNormalization", 3) => WeightRole.Mean,
        ("BatchNormalization", 4) => WeightRole.Variance,
        ("PRelu", 1) => WeightRole.Slope,
        _ => null,
    };

    /// <summary>The initializer behind a tensor, through steps that only change its shape or type.</summary>
    private TensorProto? Source(string tensor) => _initializers.TryGetValue(tensor, out var initializer) ? initializer
        : _producers.TryGetValue(tensor, out var node) && PassOn.Contains(node.OpType) ? Source(node.Input[0])
        : null;

    private (int In, int Out) Fans(NodeProto node, int input)
    {
        long[] dims = _initializers.TryGetValue(node.Input[input], out var t) ? [.. t.Dims] : [.. _graph.Shapes[node.Input[input]].Shape.Select(d => d.Size)];
        if (node.OpType is "Conv" or "ConvTranspose")
        {
            var places = dims.Skip(2).Aggregate(1L, (product, d) => product * d);
            var (first, second) = (checked((int)(dims[0] * places)), checked((int)(dims[1] * places)));
            return node.OpType == "Conv" ? (second, first) : (first, second);
        }

        var (rows, columns) = dims.Length > 1 ? ((int)dims[^2], (int)dims[^1]) : ((int)dims[0], 1);
        var isTransposed = node.OpType == "Gemm" && node.Int(input == 0 ? "transA" : "transB", 0) == 1;
        return input == 0 != isTransposed ? (columns, rows) : (rows, columns);
    }
}
