using MLExplain.Onnx;
using MLExplain.Onnx.Proto;

namespace MLExplain.Models;

/// <summary>Where the logits are: in front of a trailing Softmax, LogSoftmax or Sigmoid when there is one.</summary>
/// <param name="Output">The tensor that the search started from.</param>
/// <param name="Logits">The tensor that holds the logits.</param>
/// <param name="Tap">The activation that was tapped in front of; null when the output is the logits.</param>
/// <param name="Note">What a reader should know about the choice; null when there was none to make.</param>
internal sealed record ClassifierHead(string Output, string Logits, string? Tap, string? Note)
{
    private static readonly string[] Tails = ["Identity", "Dropout", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze"];
    private static readonly string[] Activations = ["Softmax", "LogSoftmax", "Sigmoid"];

    public static ClassifierHead Find(OnnxModel model, OnnxClassifierOptions options)
    {
        var producers = new Dictionary<string, NodeProto>();
        foreach (var node in model.Graph.Node)
        {
            foreach (var output in node.Output)
            {
                producers[output] = node;
            }
        }

        if (options.Output is { } wanted)
        {
            return producers.ContainsKey(wanted)
                ? Trace(producers, wanted)
                : throw new ArgumentException(
                    $"'{model.Name}' has no tensor '{wanted}'. Its outputs are {string.Join(", ", model.Graph.Output.Select(ImageInput.Describe))}; any tensor inside it can be named too.", nameof(options));
        }

        var heads = model.Graph.Output.Where(o => CanHoldScores(o) && producers.ContainsKey(o.Name)).Select(o => Trace(producers, o.Name)).ToList();
        if (heads.Count == 0)
        {
            throw new OnnxFormatException(
                $"'{model.Name}' has no output that could hold class scores: found {string.Join("; ", model.Graph.Output.Select(ImageInput.Describe))}. "
                + "Expected a float tensor [N,K]; name it with the option Output.");
        }

        var best = heads.FirstOrDefault(h => h.Tap is not null) ?? heads[0];
        var others = heads.Where(h => h.Logits != best.Logits && h.Output != best.Logits).Select(h => h.Output).ToList();
        return others.Count == 0 ? best : best with { Note = $"Of several outputs '{best.Output}' was taken, not {string.Join(", ", others)}; the option Output names another." };
    }

    private static ClassifierHead Trace(Dictionary<string, NodeProto> producers, string output)
    {
        for (var tensor = output; producers.TryGetValue(tensor, out var node); tensor = node.Input[0])
        {
            if (Activations.Contains(node.OpType))
            {
                return new ClassifierHead(output, node.Input[0], node.OpType, null);
            }

            if (!Tails.Contains(node.OpType))
            {
                break;
            }
        }

        return new ClassifierHead(output, output, null, null);
    }

    private static bool CanHoldScores(ValueInfoProto output)
    {
        var type = (TensorProto.Types.DataType)(output.Type?.TensorType?.ElemType ?? 0);
        var dims = output.Type?.TensorType?.Shape?.Dim;
        return type is TensorProto.Types.DataType.Float or TensorProto.Types.DataType.Float16 or TensorProto.Types.DataType.Undefined
            && (dims is null or { Count: 0 or 2 } || dims.Count > 2 && dims.Skip(2).All(d => !d.HasDimValue || d.DimValue == 1));
    }
}
