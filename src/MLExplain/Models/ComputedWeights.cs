using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>Weights that a file computes from constants on each run (dequantises, normalises, fills) as initializers, so that they can be changed like others.</summary>
internal static class ComputedWeights
{
    /// <summary>The same classifier with such weights computed once; itself when it has none.</summary>
    public static ClassifierGraph Inline(ClassifierGraph graph, RunSettings settings)
    {
        var computed = WeightSearch.Computed(graph);
        if (computed.Count == 0)
        {
            return graph;
        }

        var model = graph.Model.Clone();
        var makers = model.Graph.Node.Where(n => n.Output.Any(computed.Contains)).ToList();
        model.Graph.Initializer.Add(Evaluate(graph, computed, settings));
        foreach (var maker in makers)
        {
            model.Graph.Node.Remove(maker);
        }

        return graph.With(model);
    }

    private static List<TensorProto> Evaluate(ClassifierGraph graph, IReadOnlyList<string> tensors, RunSettings settings)
    {
        var model = graph.Model.Clone();
        var needed = tensors.ToHashSet();
        var nodes = new List<NodeProto>();
        foreach (var node in model.Graph.Node.Reverse().Where(n => n.Output.Any(needed.Contains)))
        {
            needed.UnionWith(GraphWalk.Reads(node));
            nodes.Add(node);
        }

        nodes.Reverse();
        model.Graph.Node.Clear();
        model.Graph.Node.AddRange(nodes);
        model.Graph.Input.Clear();
        model.Graph.Output.Clear();
        model.Graph.Output.AddRange(tensors.Select(t => OnnxGraphBuilder.ValueInfo(t, graph.Shapes[t])));
        using var session = SessionFactory.Open(model, settings);
        using var run = new RunOptions();
        using var values = session.Run(run, Array.Empty<string>(), [], tensors);
        return [.. tensors.Zip(values, (name, value) => TensorData.OfFloats(name, value.GetTensorTypeAndShape().Shape, value.GetTensorDataAsSpan<float>()))];
    }
}
