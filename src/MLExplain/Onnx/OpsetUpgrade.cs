using MLExplain.Onnx.Proto;
using static MLExplain.Onnx.OpsetConversions;

namespace MLExplain.Onnx;

/// <summary>Rewrites a node for the canonical opset: it emits what replaces the node.</summary>
internal delegate void OpsetConversion(OpsetRewriter rewriter, NodeProto node);

/// <summary>Brings models of opset 7 to 17 to opset 18: one row for each operator whose meaning or form changed on the way.</summary>
/// <remarks>Operators without a row only gained element types, optional attributes or broadcasting, so the old form is valid as it stands.</remarks>
internal static class OpsetUpgrade
{
    /// <summary>The oldest operator set that is read: broadcasting as we know it began there.</summary>
    public const int MinOpset = 7;

    /// <summary>The newest operator set that ONNX Runtime 1.31 accepts.</summary>
    public const int MaxOpset = 26;

    /// <summary>IR version that belongs to opset 18.</summary>
    private const long CanonicalIr = 8;

    /// <summary>(operator, first opset that has the new form, conversion)</summary>
    private static readonly Dictionary<string, (int Since, OpsetConversion Convert)> Rows = new()
    {
        ["BatchNormalization"] = (14, BatchNormalization),
        ["Clip"] = (11, Clip),
        ["Dropout"] = (12, Dropout),
        ["Hardmax"] = (13, Softmax),
        ["ImageScaler"] = (int.MaxValue, ImageScaler),
        ["LogSoftmax"] = (13, Softmax),
        ["Pad"] = (11, Pad),
        ["ReduceL1"] = (18, AxesToInput),
        ["ReduceL2"] = (18, AxesToInput),
        ["ReduceLogSum"] = (18, AxesToInput),
        ["ReduceLogSumExp"] = (18, AxesToInput),
        ["ReduceMax"] = (18, AxesToInput),
        ["ReduceMean"] = (18, AxesToInput),
        ["ReduceMin"] = (18, AxesToInput),
        ["ReduceProd"] = (18, AxesToInput),
        ["ReduceSum"] = (13, AxesToInput),
        ["ReduceSumSquare"] = (18, AxesToInput),
        ["Resize"] = (18, Resize),
        ["RoiAlign"] = (16, RoiAlign),
        ["Scan"] = (9, Scan),
        ["Scatter"] = (int.MaxValue, Scatter),
        ["Slice"] = (10, Slice),
        ["Softmax"] = (13, Softmax),
        ["Split"] = (18, Split),
        ["Squeeze"] = (13, AxesToInput),
        ["TopK"] = (10, TopK),
        ["Unsqueeze"] = (13, AxesToInput),
        ["Upsample"] = (int.MaxValue, Upsample),
    };

    /// <exception cref="OnnxFormatException">The model's operator set is older or newer than what can be run.</exception>
    public static void CheckVersion(OnnxModel model)
    {
        if (model.Opset is < MinOpset or > MaxOpset)
        {
            throw new OnnxFormatException(
                $"'{model.Name}' uses opset {model.Opset}; opsets {MinOpset} to {MaxOpset} are read. Export the model again, for example at opset {OnnxGraphBuilder.CanonicalOpset}.");
        }

        if (model.Proto.Functions.Count > 0 && model.Opset < OnnxGraphBuilder.CanonicalOpset)
        {
            throw new OnnxFormatException(
                $"'{model.Name}' defines {model.Proto.Functions.Count} functions of its own at opset {model.Opset}; such models are read from opset "
                + $"{OnnxGraphBuilder.CanonicalOpset} on. Export the model again with functions inlined.");
        }
    }

    /// <summary>Upgrades the model in place; one at opset 18 or newer is left as it is.</summary>
    public static void Apply(OnnxModel model)
    {
        var from = model.Opset;
        if (from >= OnnxGraphBuilder.CanonicalOpset)
        {
            return;
        }

        var names = GraphWalk.Graphs(model.Graph)
            .SelectMany(g => g.Node.SelectMany(n => n.Output).Concat(g.Initializer.Select(t => t.Name)).Concat(g.Input.Select(i => i.Name)))
            .ToHashSet();
        foreach (var graph in GraphWalk.Graphs(model.Graph).ToList())
        {
            Upgrade(graph, from, names, model.Name);
        }

        var imports = model.Proto.OpsetImport.Where(o => o.Domain is not ("" or "ai.onnx")).ToList();
        model.Proto.OpsetImport.Clear();
        model.Proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = OnnxGraphBuilder.CanonicalOpset });
        model.Proto.OpsetImport.AddRange(imports);
        model.Proto.IrVersion = Math.Max(model.Proto.IrVersion, CanonicalIr);
    }

    private static void Upgrade(GraphProto graph, int from, HashSet<string> names, string model)
    {
        var rewriter = new OpsetRewriter(graph, names, model);
        foreach (var node in graph.Node)
        {
            if (node.Domain.Length == 0 && Rows.TryGetValue(node.OpType, out var row) && from < row.Since)
            {
                row.Convert(rewriter, node);
            }
            else
            {
                rewriter.Emit(node);
            }
        }

        graph.Node.Clear();
        graph.Node.AddRange(rewriter.Emitted);
    }
}
