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
}
