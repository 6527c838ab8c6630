using Microsoft.ML.OnnxRuntime;
using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>A model of fixed batch 1 with its batch axis opened, or the reason why that is not safe.</summary>
/// <remarks>
/// Three things must hold: the runtime infers logits [N,K]; every tensor computed from the images keeps exactly one axis that grows with
/// their number (a mean over the batch loses it, a product of images with images has it twice); and a batch of random images scores as
/// the original file scores them one by one.
/// </remarks>
internal sealed class OpenBatch
{
    private OpenBatch(ClassifierGraph? graph, string? failure) => (Graph, Failure) = (graph, failure);

    /// <summary>The opened classifier; null when it is not safe.</summary>
    public ClassifierGraph? Graph { get; }

    /// <summary>Why the model must run one image at a time; null when it is opened.</summary>
    public string? Failure { get; }

    public static OpenBatch Try(ClassifierGraph graph, RunSettings settings)
    {
        try
        {
            var model = Rewrite(graph);
            var opened = graph.Opened(model, ShapeProbe.Run(model));
            return (LostRows(opened) ?? BatchComparison.Difference(graph, opened, settings)) is { } failure ? new OpenBatch(null, failure) : new OpenBatch(opened, null);
        }
        catch (Exception e) when (e is OnnxFormatException or OnnxRuntimeException)
        {
            return new OpenBatch(null, $"it does not run with an open batch axis: {e.Message.Split('\n')[0].Trim()}");
        }
    }

    private static OnnxModel Rewrite(ClassifierGraph graph)
    {
        var model = graph.Model.Clone();
        var input = model.Graph.Input.Single(i => i.Name == graph.Input);
        var info = graph.Shapes[graph.Input];
        model.Graph.Input[model.Graph.Input.IndexOf(input)] = OnnxGraphBuilder.ValueInfo(graph.Input, info with { Shape = [Dim.Batch, .. info.Shape.Skip(1)] });
        model.Graph.Output.Clear();
        model.Graph.Output.Add(OnnxGraphBuilder.ValueInfo(graph.Logits, new TensorInfo(info.Type, [Dim.Batch, graph.Classes])));
        var builder = new OnnxGraphBuilder(model);
        var constants = model.Graph.Initializer.ToDictionary(t => t.Name);
        var replaced = new HashSet<string>();
        foreach (var node in FromImages(model, graph.Input).Where(n => n.OpType == "Reshape" && n.Domain.Length == 0))
        {
            if (constants.TryGetValue(node.Input[1], out var target) && TensorData.Ints(target) is [1, .. var rest])
            {
                // 0 copies the axis; an image has no empty axis, so that without allowzero the other sizes mean what they did.
                replaced.Add(node.Input[1]);
                node.Input[1] = builder.Constant([rest.Contains(-1) ? 0 : -1, .. rest]);
                node.Remove("allowzero");
            }
        }

        replaced.ExceptWith(model.Graph.Node.SelectMany(n => n.Input));
        foreach (var name in replaced)
        {
            model.Graph.Initializer.Remove(constants[name]);
            if (model.Graph.Input.SingleOrDefault(i => i.Name == name) is { } declared)
            {
                model.Graph.Input.Remove(declared);
            }
        }

        return model;
    }

    /// <summary>Nodes that compute with the images' values; their shapes alone do not count.</summary>
    private static List<NodeProto> FromImages(OnnxModel model, string input)
    {
        var reached = new HashSet<string> { input };
        var nodes = new List<NodeProto>();
        foreach (var node in model.Graph.Node.Where(n => n.OpType is not ("Shape" or "Size") && n.Input.Any(reached.Contains)))
        {
            reached.UnionWith(node.Output.Where(o => o.Length > 0));
            nodes.Add(node);
        }

        return nodes;
    }

    private static string? LostRows(ClassifierGraph opened)
    {
        foreach (var node in FromImages(opened.Model, opened.Input))
        {
            foreach (var output in node.Output.Where(o => o.Length > 0))
            {
                var shape = opened.Shapes.Contains(output) ? opened.Shapes[output].Shape : null;
                if (shape?.Count(d => d.PerRow) != 1)
                {
                    return $"{node.OpType} '{output}' does not keep the images apart (its shape for N images is {(shape is null ? "neither fixed nor in proportion to N" : $"[{string.Join(',', shape)}]")})";
                }
            }
        }

        var logits = opened.Shapes[opened.Logits];
        return logits.Shape.SequenceEqual([Dim.Batch, opened.Classes]) ? null : $"the logits of N images have shape [{string.Join(',', logits.Shape)}] instead of [N,{opened.Classes}]";
    }
}
