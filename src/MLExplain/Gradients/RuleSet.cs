using MLExplain.Gradients.Rules;
using MLExplain.Onnx.Proto;

namespace MLExplain.Gradients;

/// <summary>The rules of one backward pass: the true gradient, or a modified one that replaces some rows of the table.</summary>
public sealed class RuleSet
{
    private readonly RuleTable _overrides;

    internal RuleSet(string name, RuleTable overrides)
    {
        (Name, _overrides) = (name, overrides);
    }

    /// <summary>The true gradient.</summary>
    public static RuleSet Standard { get; } = new("standard", new RuleTable());

    /// <summary>Guided Backprop (Springenberg et al. 2014, arXiv:1412.6806): at each rectifier only positive gradients pass, and only where the input was positive.</summary>
    /// <remarks>
    /// Rectifiers are Relu, LeakyRelu, PRelu, ThresholdedRelu and Clip with lower bound 0 (Relu6); the others multiply the gated gradient by
    /// their derivative. Smooth activations (Sigmoid, SiLU, Gelu, HardSwish …) keep their true gradient; a network that has no rectifier at all
    /// is refused, because the result would be the plain gradient under another name. Max(x, 0) is arithmetic, not a rectifier.
    /// </remarks>
    public static RuleSet Guided { get; } = new("guided", GradientRules.Guided);

    /// <summary>DeconvNet (Zeiler and Fergus 2013, arXiv:1311.2901): at each rectifier only positive gradients pass, wherever the input was.</summary>
    /// <remarks>Rectifiers are those of <see cref="Guided"/>; the same networks are refused.</remarks>
    public static RuleSet Deconvnet { get; } = new("deconvnet", GradientRules.Deconvnet);

    /// <summary>The rule set's name.</summary>
    public string Name { get; }

    internal bool IsModified => _overrides.Rows.Count > 0;

    /// <summary>Whether these rules change what passes a node: it has a row of its own here, and is a rectifier.</summary>
    internal bool Modifies(NodeProto node, Func<string, TensorProto?> constant) =>
        _overrides.Find(RuleTable.Key(node)) is not null && Activations.IsRectifier(node, constant);

    internal RuleRow? Find(string @operator) => _overrides.Find(@operator) ?? GradientRules.Standard.Find(@operator);
}
