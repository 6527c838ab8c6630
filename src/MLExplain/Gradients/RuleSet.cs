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
    public static RuleSet Guided { get; } = new("guided", GradientRules.Guided);

    /// <summary>DeconvNet (Zeiler and Fergus 2013, arXiv:1311.2901): at each rectifier only positive gradients pass, wherever the input was.</summary>
    public static RuleSet Deconvnet { get; } = new("deconvnet", GradientRules.Deconvnet);

    /// <summary>The rule set's name.</summary>
    public string Name { get; }

    internal RuleRow? Find(string @operator) => _overrides.Find(@operator) ?? GradientRules.Standard.Find(@operator);
}
