using MLExplain.Onnx.Proto;

namespace MLExplain.Onnx;

/// <summary>Visits a graph together with the graphs nested in its control flow.</summary>
internal static class GraphWalk
{
    /// <summary>The graph itself, then every graph that an attribute of its nodes holds.</summary>
    public static IEnumerable<GraphProto> Graphs(GraphProto graph) =>
        [graph, .. graph.Node.SelectMany(n => n.Attribute).SelectMany(Nested).SelectMany(Graphs)];

    public static IEnumerable<NodeProto> Nodes(GraphProto graph) => Graphs(graph).SelectMany(g => g.Node);

    public static IEnumerable<GraphProto> Nested(AttributeProto attribute) => attribute.G is { } one ? [one, .. attribute.Graphs] : attribute.Graphs;

    /// <summary>Initializers that keep their values: those that are graph inputs too may be given others on each run.</summary>
    public static Dictionary<string, TensorProto> Constants(GraphProto graph)
    {
        var inputs = graph.Input.Select(i => i.Name).ToHashSet();
        return graph.Initializer.Where(t => !inputs.Contains(t.Name)).ToDictionary(t => t.Name);
    }

    /// <summary>What a node reads: its inputs, and whatever the graphs nested in it capture (with those graphs' own names).</summary>
    public static IEnumerable<string> Reads(NodeProto node) =>
        node.Input.Concat(node.Attribute.SelectMany(Nested).SelectMany(g => Nodes(g).SelectMany(n => n.Input).Concat(g.Output.Select(o => o.Name))));
}
