using MLExplain.Onnx.Proto;

namespace MLExplain.Onnx;

/// <summary>Gives every part of a Split a name: a file may leave unused ones unnamed, which ONNX Runtime does not survive.</summary>
internal static class UnnamedOutputs
{
    public static void Apply(OnnxModel model)
    {
        var taken = GraphWalk.Nodes(model.Graph).SelectMany(n => n.Output).ToHashSet(StringComparer.Ordinal);
        foreach (var node in GraphWalk.Nodes(model.Graph).Where(n => n.OpType == "Split" && n.Output.Contains("")))
        {
            Name(node, taken);
        }
    }

    private static void Name(NodeProto node, HashSet<string> taken)
    {
        var stem = node.Output.FirstOrDefault(o => o.Length > 0) ?? node.Name;
        for (var part = 0; part < node.Output.Count; part++)
        {
            for (var attempt = 0; node.Output[part].Length == 0; attempt++)
            {
                var name = $"{stem}_unused{part}{(attempt == 0 ? "" : $"_{attempt}")}";
                node.Output[part] = taken.Add(name) ? name : "";
            }
        }
    }
}
