using MLExplain.Gradients;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>What a summary says about the graph between the image and the logits.</summary>
internal static class ModelInspection
{
    public static IReadOnlyList<OperatorSummary> Operators(ClassifierGraph graph) =>
        [.. Path(graph).GroupBy(n => n.Domain is "" or "ai.onnx" ? n.OpType : $"{n.Domain}:{n.OpType}")
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new OperatorSummary(g.Key, g.Count(), RuleSet.Standard.Find(g.Key) is { } row && row.Revisions.Min() <= graph.Model.Opset))];

    /// <summary>For each resolution the last feature maps that have it, deepest first; maps with one channel per class are the classifier itself and come last.</summary>
    public static IReadOnlyList<FeatureLayer> FeatureLayers(ClassifierGraph graph)
    {
        var layers = new List<FeatureLayer>();
        foreach (var node in Path(graph).AsEnumerable().Reverse().Where(n => n.OpType is not ("Identity" or "Dropout" or "Cast")))
        {
            if (graph.Shapes.Contains(node.Output[0]) && graph.Shapes[node.Output[0]].Shape is [_, var c, var h, var w]
                && !c.PerRow && !h.PerRow && !w.PerRow && h.Size * w.Size > 1)
            {
                layers.Add(new FeatureLayer(node.Output[0], node.OpType, (int)c.Size, (int)h.Size, (int)w.Size));
            }
        }

        return [.. layers.DistinctBy(l => (l.Height, l.Width, IsClassMap(graph, l))).OrderBy(l => IsClassMap(graph, l))];
    }

    public static long WeightCount(ClassifierGraph graph) => graph.Model.Graph.Initializer
        .Where(t => (TensorProto.Types.DataType)t.DataType == TensorProto.Types.DataType.Float).Sum(TensorData.Count);

    private static bool IsClassMap(ClassifierGraph graph, FeatureLayer layer) => layer.Channels == graph.Classes;

    private static List<NodeProto> Path(ClassifierGraph graph)
    {
        var reached = new HashSet<string> { graph.Input };
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Model.Graph.Node.Where(n => n.Input.Any(reached.Contains)))
        {
            reached.UnionWith(node.Output);
            nodes.Add(node);
        }

        return nodes;
    }
}
