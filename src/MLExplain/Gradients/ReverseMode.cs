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
    /// <summary>Operators whose rules move and add numbers without constants of their own, in whatever precision these have; other rules write float32.</summary>
    private static readonly HashSet<string> AnyPrecision =
        ["Cast", "Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Concat", "Split", "Add", "Sub"];

    public static DifferentiatedGraph Differentiate(OnnxModel model, GradientRequest request, ShapeTable knownShapes)
    {
        var result = model.Clone();
        var shapes = new ShapeTable(knownShapes);
        var graph = result.Graph;
        CheckRequest(model, request, shapes);
        var ancestors = Ancestors(graph, [request.Target, .. request.AlsoOutput]);
        var forward = graph.Node.Where(n => n.Output.Any(ancestors.Contains)).ToList();
        graph.Node.Clear();
        graph.Node.AddRange(forward);
        graph.Output.Clear();
        var asked = request.WithRespectTo.Concat(request.AlsoOutput).Append(request.Target).ToHashSet();
        if (request.Lowering == Lowering.CpuBlocked)
        {
            BatchNormFolding.Apply(graph, shapes, asked);
            forward = [.. graph.Node];
        }

        var onTarget = Ancestors(graph, [request.Target]);
        var path = Dependents(forward, request, onTarget);
        var builder = new OnnxGraphBuilder(result);
        var steps = request.Rules.IsModified ? [] : path.Except(request.WithRespectTo).ToHashSet();
        var state = new BackwardState(builder, shapes, path, GraphWalk.Constants(graph), steps);
        var seed = AddSeed(builder, request.Target, shapes[request.Target]);
        state.Contribute(request.Target, seed);
        Walk(result, forward, request, shapes, state, builder);
        var differentiated = AddOutputs(result, request, shapes, state, builder, seed);
        DropUnread(graph);
        if (request.Lowering == Lowering.CpuBlocked)
        {
            BatchNormFolding.DropUnreadWeights(graph, asked);
        }

        return differentiated;
    }

    /// <summary>Some rules rewrite a step that was written before; the runtime would still compute what nothing reads.</summary>
    private static void DropUnread(GraphProto graph)
    {
        var needed = Ancestors(graph, graph.Output.Select(o => o.Name));
        var read = graph.Node.Where(n => n.Output.Any(needed.Contains)).ToList();
        graph.Node.Clear();
        graph.Node.AddRange(read);
    }

    private static void Walk(OnnxModel model, List<NodeProto> forward, GradientRequest request, ShapeTable shapes, BackwardState state, OnnxGraphBuilder builder)
    {
        var (obstacles, modified) = (new List<string>(), false);
        foreach (var node in Enumerable.Reverse(forward))
        {
            if (!node.Output.Any(state.IsOnPath) || !GraphWalk.Reads(node).Any(state.IsOnPath) || node.Output.All(o => state.GradientOf(o) is null))
            {
                continue;
            }

            modified |= request.Rules.Modifies(node, state.Initializer);
            if (Obstacle(model, node, request, shapes, state, builder) is { } obstacle)
            {
                obstacles.Add(obstacle);
                // Any gradient will do: the walk goes on only to find the other obstacles.
                foreach (var input in GraphWalk.Reads(node).Where(state.IsOnPath))
                {
                    state.Contribute(input, builder.Scalar(0));
                }
            }
        }

        if (obstacles.Count == 0 && request.Rules.IsModified && !modified)
        {
            obstacles.Add($"no rectifier (Relu, LeakyRelu, PRelu, ThresholdedRelu, Clip from 0) stands on the way, so '{request.Rules.Name}' would be the plain gradient");
        }

        if (obstacles.Count > 0)
        {
            throw new UnsupportedOperatorException(model.Name, obstacles);
        }
    }

    /// <summary>Applies the rule of one node; says why when there is none for it.</summary>
    private static string? Obstacle(OnnxModel model, NodeProto node, GradientRequest request, ShapeTable shapes, BackwardState state, OnnxGraphBuilder builder)
    {
        var name = node.Name.Length > 0 ? node.Name : node.Output[0];
        var row = request.Rules.Find(RuleTable.Key(node));
        if (row is null || row.Revisions.Min() > model.Opset)
        {
            return $"{RuleTable.Key(node)} at opset {model.Opset} (node '{name}') has no gradient rule";
        }

        if (!AnyPrecision.Contains(node.OpType) && node.Output.FirstOrDefault(o => shapes.Contains(o) && shapes[o].Type == TensorProto.Types.DataType.Double) is { } wide)
        {
            return $"{RuleTable.Key(node)} (node '{name}') computes '{wide}' in double precision, but gradients are float32: export the model in float32";
        }

        try
        {
            row.Rule(new RuleContext(node, model.Opset, builder, shapes, state, request.Lowering));
            return null;
        }
        catch (RuleRefusedException e)
        {
            return $"{RuleTable.Key(node)} (node '{name}'): {e.Message}";
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
                needed.UnionWith(GraphWalk.Reads(node));
            }
        }

        return needed;
    }

    /// <summary>Tensors that depend on a source smoothly, not through a known zero, and that the target depends on.</summary>
    private static HashSet<string> Dependents(List<NodeProto> nodes, GradientRequest request, HashSet<string> ancestors)
    {
        var reached = request.WithRespectTo.ToHashSet();
        foreach (var node in nodes)
        {
            if (GraphWalk.Reads(node).Any(reached.Contains) && request.Rules.Find(RuleTable.Key(node)) is not { IsKnownZero: true })
            {
                reached.UnionWith(node.Output.Where(ancestors.Contains));
            }
        }

        return reached;
    }
}
