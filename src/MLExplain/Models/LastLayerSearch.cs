using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>Finds the linear layer behind the scores: Gemm, MatMul or a 1x1 convolution, with an Add behind it or not, its maps averaged or not.</summary>
internal sealed class LastLayerSearch
{
    private readonly ClassifierGraph _graph;
    private readonly LayerReader _layers;
    private readonly Dictionary<string, TensorProto> _initializers;
    private readonly string _scores;

    public LastLayerSearch(ClassifierGraph graph, LinearHeadSearch heads)
    {
        (_graph, _layers, _initializers) = (graph, new LayerReader(graph), graph.Model.Graph.Initializer.ToDictionary(t => t.Name));
        _scores = _layers.BeforeReshapes(graph.Head.Logits);
        var maps = heads.Pooled(_scores);
        Layer = Find(maps is null ? _scores : _layers.BeforeCopies(maps), maps is not null);
    }

    /// <summary>The layer; null when the scores are made in another way.</summary>
    public LastLayer? Layer { get; }

    /// <summary>Why there is none, one sentence; empty when there is one.</summary>
    public string Problem { get; private set; } = "";

    private LastLayer? Find(string tensor, bool isPooled)
    {
        var node = _layers.Producer(tensor);
        (string Name, int[] Shape)? bias = null;
        if (node?.OpType == "Add")
        {
            var side = Array.FindIndex([.. node.Input], _initializers.ContainsKey);
            bias = side < 0 ? null : Shaped(node.Input[side]);
            node = bias is null ? node : _layers.Producer(_layers.BeforeReshapes(node.Input[1 - side]));
        }

        if (node is not { OpType: "Gemm" or "MatMul" or "Conv" } || Kernel(node) is not { } kernel)
        {
            return Refuse($"'{tensor}' is made by {node?.OpType ?? "no operator"}");
        }

        var inner = node.Input.Count > 2 && node.Input[2].Length > 0 ? node.Input[2] : null;
        var (scores, features) = kernel.IsTransposed ? (kernel.Shape[1], kernel.Shape[0]) : (kernel.Shape[0], kernel.Shape[1]);
        return inner is not null && (bias is not null || !_initializers.ContainsKey(inner)) ? Refuse($"the layer '{tensor}' has more than one bias, or one that is computed")
            : node.Float("alpha", 1) != 1 || node.Float("beta", 1) != 1 ? Refuse($"the layer '{tensor}' scales its weights by alpha or beta")
            : scores != (_graph.IsBinary ? 1 : _graph.Classes) ? Refuse($"the layer '{tensor}' has {scores} outputs")
            : new[] { kernel.Name, inner ?? bias?.Name }.Any(IsShared) ? Refuse($"the weights of '{tensor}' are used by other layers too")
            : Found(node.Input[0], kernel, inner is null ? bias : Shaped(inner), (scores, features), isPooled);
    }

    private LastLayer? Found(string input, (string Name, int[] Shape, bool IsTransposed) kernel, (string Name, int[] Shape)? bias, (int Scores, int Features) size, bool isPooled)
    {
        var row = _graph.Shapes[input].Shape.Skip(1).Aggregate(1L, (product, d) => product * d.Size);
        var isWhole = bias is not { } b || b.Shape.Aggregate(1, (x, y) => x * y) == size.Scores;
        return !isWhole ? Refuse($"the bias '{bias!.Value.Name}' has not one value per score")
            : !isPooled && row != size.Features ? Refuse($"'{input}' has {row} values per image, and the layer takes {size.Features}")
            : new LastLayer
            {
                Kernel = kernel.Name, Bias = bias?.Name, Input = input, IsPooled = isPooled, Features = size.Features, Scores = size.Scores, KernelShape = kernel.Shape,
                BiasShape = bias?.Shape ?? [], IsTransposed = kernel.IsTransposed,
            };
    }

    /// <summary>The initializer that a node multiplies by, and whether it holds [C,R].</summary>
    private (string Name, int[] Shape, bool IsTransposed)? Kernel(NodeProto node)
    {
        var (name, isTransposed) = (node.Input[1], node.OpType != "Conv" && node.Int("transB", 0) == 0);
        while (_layers.Producer(name) is { OpType: "Transpose" or "Identity" } step)
        {
            (name, isTransposed) = (step.Input[0], isTransposed != (step.OpType == "Transpose"));
        }

        return Shaped(name) is not { } kernel ? null
            : node.OpType == "Conv" ? (kernel.Shape is [_, _, 1, 1] && node.Int("group", 1) == 1 && LayerReader.IsPlain(node) ? (name, kernel.Shape, false) : null)
            : kernel.Shape.Length == 2 && node.Int("transA", 0) == 0 ? (name, kernel.Shape, isTransposed) : null;
    }

    private (string Name, int[] Shape)? Shaped(string tensor) =>
        _initializers.TryGetValue(tensor, out var found) && found.DataType == (int)TensorProto.Types.DataType.Float ? (tensor, [.. found.Dims.Select(d => checked((int)d))]) : null;

    private bool IsShared(string? weight) => weight is not null && _graph.Model.Graph.Node.Sum(n => n.Input.Count(i => i == weight)) > 1;

    private LastLayer? Refuse(string what)
    {
        Problem = $"The scores '{_scores}' of '{_graph.Model.Name}' are not those of a linear layer that can be refitted: {what}. Expected a Gemm, a MatMul or a 1x1 Conv with stored weights, with nothing but a mean or a change of shape behind it.";
        return null;
    }
}
