using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>Which tensors of a classifier are feature maps, and which of them CAM methods usually use.</summary>
internal sealed class FeatureViews
{
    /// <summary>They give what their input gives; the product of two activations is an attention matrix or what it weights, not maps.</summary>
    private static readonly string[] NotListed = ["Identity", "Dropout", "Cast", "MatMul", "Softmax"];

    private readonly ClassifierGraph _graph;
    private readonly Dictionary<string, (FeatureView View, int Position)> _views = [];
    private readonly List<NodeProto> _path;
    private readonly HashSet<string> _constants;

    public FeatureViews(ClassifierGraph graph)
    {
        _graph = graph;
        _path = PathOf(graph);
        _constants = [.. graph.Model.Graph.Initializer.Select(t => t.Name)];
        var grids = new List<(int, int)>();
        foreach (var (position, node) in _path.Index())
        {
            foreach (var output in node.Output.Where(o => o.Length > 0 && graph.Shapes.Contains(o)))
            {
                if (FeatureView.Of(output, node.OpType, graph.Shapes[output], graph.Image.Shape, grids) is { } view)
                {
                    _views[output] = (view, position);
                    if (node.OpType == "Conv")
                    {
                        grids.Add((view.Layer.Height, view.Layer.Width));
                    }
                }
            }
        }

        Listed = List();
    }

    /// <summary>
    /// For each resolution the last feature maps that have it, deepest first; maps with one channel per class are the classifier itself and come last.
    /// Of a transformer's tokens, normalised ones and residual sums count (queries and hidden layers do not); where tokens without a place,
    /// such as a class token, are among them, only those before the last attention: after it the score reads the class token alone.
    /// </summary>
    public IReadOnlyList<FeatureLayer> Listed { get; }

    /// <summary>Nodes between the image and the logits, in the order they run.</summary>
    public static List<NodeProto> PathOf(ClassifierGraph graph) => PathOf(graph, graph.Input);

    /// <summary>Nodes between a tensor and the logits, in the order they run.</summary>
    public static List<NodeProto> PathOf(ClassifierGraph graph, string tensor)
    {
        var reached = new HashSet<string> { tensor };
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Model.Graph.Node.Where(n => GraphWalk.Reads(n).Any(reached.Contains)))
        {
            reached.UnionWith(node.Output);
            nodes.Add(node);
        }

        return nodes;
    }

    /// <summary>The view of a tensor; null when it is not maps, or not between the image and the scores.</summary>
    public FeatureView? TryFind(string tensor) => _views.TryGetValue(tensor, out var found) ? found.View : null;

    /// <summary>The view of a tensor.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public FeatureView Find(string tensor)
    {
        if (TryFind(tensor) is { } view)
        {
            return view;
        }

        var others = Listed.Count == 0 ? "no layer of this model is spread over the image" : $"its usual layers are {string.Join(", ", Listed.Select(l => $"'{l.Name}'"))}";
        throw new ArgumentException(_path.Any(n => n.Output.Contains(tensor))
            ? $"Tensor '{tensor}' of '{_graph.Model.Name}' is not maps spread over the image: its shape is {(_graph.Shapes.Contains(tensor) ? $"[{string.Join(',', _graph.Shapes[tensor].Shape)}]" : "not known")}, expected [N,C,h,w] or tokens [N,T,C]; {others}."
            : $"'{_graph.Model.Name}' has no tensor '{tensor}' between the image and the scores; {others}.");
    }

    private List<FeatureLayer> List()
    {
        var attention = _path.FindLastIndex(IsAttention);
        var tokens = attention < 0 ? [] : _views.Values.Where(IsTokens).OrderByDescending(v => v.Position).ToList();
        var firstToken = tokens.Count == 0 ? _path.Count : tokens[^1].Position;
        var isMixed = tokens.Any(t => t.View.Skipped > 0) ? ReadByAll(_path[attention]) : null;
        var layers = _views.Values.OrderByDescending(v => v.Position)
            .Where(v => IsTokens(v)
                ? attention >= 0 && (isMixed is null || isMixed.Contains(v.View.Layer.Name))
                : v.View.RowShape.Length == 3 && v.Position < firstToken && !NotListed.Contains(v.View.Layer.Operator))
            .Select(v => v.View.Layer);
        return [.. layers.DistinctBy(l => (l.Height, l.Width, IsClassMap(l))).OrderBy(IsClassMap)];
    }

    /// <summary>Normalised tokens, or the sum of a block's input and output.</summary>
    private bool IsTokens((FeatureView View, int Position) found) =>
        found.View.RowShape.Length == 2
        && (found.View.Layer.Operator == "LayerNormalization" || (found.View.Layer.Operator == "Add" && !_path[found.Position].Input.Any(_constants.Contains)));

    private bool IsClassMap(FeatureLayer layer) => layer.Channels == _graph.Classes && layer.Note is null;

    /// <summary>A product of activations with activations.</summary>
    private bool IsAttention(NodeProto node) => node.OpType is "MatMul" or "Einsum" && node.Input.Count == 2 && !node.Input.Any(_constants.Contains);

    /// <summary>Tensors that every input of a node is computed from.</summary>
    private HashSet<string> ReadByAll(NodeProto node) =>
        node.Input.Select(Ancestors).Aggregate((common, next) => [.. common.Intersect(next)]);

    private HashSet<string> Ancestors(string tensor)
    {
        var needed = new HashSet<string> { tensor };
        foreach (var node in _path.AsEnumerable().Reverse().Where(n => n.Output.Any(needed.Contains)))
        {
            needed.UnionWith(GraphWalk.Reads(node));
        }

        return needed;
    }
}
