namespace MLExplain.Onnx;

/// <summary>Brings a model into the one form that the rest of MLExplain reads: constants as initializers, float32, every part of a Split named, opset 18 or newer.</summary>
internal static class Canonicalization
{
    /// <summary>An equal model in canonical form; the given one is not changed.</summary>
    /// <exception cref="OnnxFormatException">The model uses an operator set, or a form of an operator, that cannot be brought to it.</exception>
    public static OnnxModel Apply(OnnxModel model)
    {
        var result = model.Clone();
        OpsetUpgrade.CheckVersion(result);
        foreach (var node in GraphWalk.Nodes(result.Graph).Where(n => n.Domain == "ai.onnx"))
        {
            node.Domain = "";
        }

        UnnamedOutputs.Apply(result);
        ConstantInlining.Apply(result);
        Float16Widening.Apply(result);
        OpsetUpgrade.Apply(result);
        return result;
    }
}
