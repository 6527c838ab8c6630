using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients;

/// <summary>Reverse-mode differentiation of an ONNX graph: the walk from the target back to the sources.</summary>
/// <remarks>
/// The engine prunes to the path, sums fan-out and broadcast axes, and asks <see cref="GradientRules"/> for everything else.
/// Rows of a batch do not mix in inference graphs, so one run gives each row's own gradient.
/// </remarks>
internal static class ReverseMode
{
    public static DifferentiatedGraph Differentiate(OnnxModel model, GradientRequest request, ShapeTable shapes)
    {
        var result = model.Clone();
        var graph = result.Graph;
        CheckRequest(model, request, shapes);
        var ancestors = Ancestors(graph, [request.Target, .. request.AlsoOutput]);
        var forward = graph.Node.Where(n => n.Output.Any(ancestors.Contains)).ToList();
        graph.Node.Clear();
        graph.Node.AddRange(forward);
        graph.Output.Clear();

        var onTarget = Ancestors(graph, [request.Target]);
        var path = Dependents(forward, request.WithRespectTo, onTarget);
        var builder = new OnnxGraphBuilder(result);
        var state = new BackwardState(builder, shapes, path, graph.Initializer.ToDictionary(t => t.Name));
        var seed = AddSeed(builder, request.Target, shapes[request.Target]);
        state.Contribute(request.Target, seed);
        Walk(result, forward, request, shapes, state, builder);
        return AddOutputs(result, request, shapes, state, builder, seed);
    }

    private static void Walk(OnnxModel model, List<NodeProto> forward, GradientRequest request, ShapeTable shapes, BackwardState state, OnnxGraphBuilder builder)
    {
        var obstacles = new List<string>();
        foreach (var node in Enumerable.Reverse(forward))
        {
            if (!node.Output.Any(state.IsOnPath) || !node.Input.Any(state.IsOnPath))
            {
                continue;
            }

            var row = request.Rules.Find(Key(node));
            if (row is null || row.Revisions.Min() > model.Opset)
            {
                obstacles.Add($"{Key(node)} at opset {model.Opset} (node '{node.Name}') has no gradient rule");
            }
            else if (obstacles.Count == 0 && node.Output.Any(o => state.GradientOf(o) is not null))
            {
                try
                {
                    row.Rule(new RuleContext(node, model.Opset, builder, shapes, state, request.Lowering));
                }
                catch (RuleRefusedException e)
                {
                    obstacles.Add($"{Key(node)} (node '{node.Name}'): {e.Message}");
                }
            }
        }

        if (obstacles.Count > 0)
        {
            throw new UnsupportedOperatorException(model.Name, obstacles);
        }
    }

    private static DifferentiatedGraph AddOutputs(
        OnnxModel result, GradientRequest request, ShapeTable shapes, BackwardState state, OnnxGraphBuilder builder, string seed)
    {
        foreach (var tensor in new[] { request.Target }.Concat(request.AlsoOutput).Distinct())
        {
            result.Graph.Output.Add(OnnxGraphBuilder.ValueInfo(tensor, shapes[tensor]));
        }

        var names = new Dictionary<string, string>();
        foreach (var tensor in request.WithRespectTo)
        {
            var gradient = state.GradientOf(tensor) ?? builder.Node("Expand", [builder.Scalar(0), builder.Node("Shape", [tensor])]);
            names[tensor] = builder.FreshName("gradient");
            builder.Rename(gradient, names[tensor]);
            result.Graph.Output.Add(OnnxGraphBuilder.ValueInfo(names[tensor], shapes[tensor]));
            if (request.WeightsAsInputs && state.Initializer(tensor) is not null)
            {
                result.Graph.Input.Add(OnnxGraphBuilder.ValueInfo(tensor, shapes[tensor]));
            }
        }

        return new DifferentiatedGraph(result, seed, names);
    }

    private static string AddSeed(OnnxGraphBuilder builder, string target, TensorInfo shape)
    {
        var seed = builder.FreshName("seed");
        builder.Graph.Input.Add(OnnxGraphBuilder.ValueInfo(seed, shape));
        return seed;
    }

    private static void CheckRequest(OnnxModel model, GradientRequest request, ShapeTable shapes)
    {
        var known = model.Graph.Node.SelectMany(n => n.Output)
            .Concat(model.Graph.Input.Select(i => i.Name)).Concat(model.Graph.Initializer.Select(t => t.Name)).ToHashSet();
        foreach (var tensor in request.WithRespectTo.Concat(request.AlsoOutput).Append(request.Target))
        {
            if (!known.Contains(tensor))
            {
                throw new ArgumentException($"'{model.Name}' has no tensor '{tensor}'. Run 'mlexplain inspect' to list its tensors.", nameof(request));
            }
        }
    }

    private static HashSet<string> Ancestors(GraphProto graph, IEnumerable<string> tensors)
    {
        var needed = tensors.ToHashSet();
        foreach (var node in graph.Node.Reverse())
        {
            if (node.Output.Any(needed.Contains))
            {
                needed.UnionWith(node.Input);
            }
        }

        return needed;
    }

    /// <summary>Tensors that depend on a source and that the target depends on.</summary>
    private static HashSet<string> Dependents(List<NodeProto> nodes, IEnumerable<string> sources, HashSet<string> ancestors)
    {
        var reached = sources.ToHashSet();
        foreach (var node in nodes)
        {
            if (node.Input.Any(reached.Contains))
            {
                reached.UnionWith(node.Output.Where(ancestors.Contains));
            }
        }

        return reached;
    }

    private static string Key(NodeProto node) => node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}:{node.OpType}";
}
