namespace MLExplain.Gradients;

/// <summary>What to differentiate, with respect to what, by which rules.</summary>
public sealed record GradientRequest
{
    /// <summary>The tensor whose seeded sum Σ seed · target is differentiated, usually the logits.</summary>
    public required string Target { get; init; }

    /// <summary>Tensors to differentiate with respect to: graph inputs, named feature maps, or initializers (weights).</summary>
    public required IReadOnlyList<string> WithRespectTo { get; init; }

    /// <summary>Further tensors of the forward graph to return, such as feature maps.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> AlsoOutput { get; init; } = [];

    /// <summary>The rules of the backward pass.</summary>
    /// <value>Default: <see cref="RuleSet.Standard"/>, the true gradient.</value>
    public RuleSet Rules { get; init; } = RuleSet.Standard;

    /// <summary>How gradients are formulated.</summary>
    /// <value>Default: <see cref="Lowering.Portable"/>.</value>
    public Lowering Lowering { get; init; } = Lowering.Portable;

    /// <summary>Whether the initializers in <see cref="WithRespectTo"/> become graph inputs, to be fed on each run (training, randomisation).</summary>
    /// <value>Default: false, they stay constants.</value>
    public bool WeightsAsInputs { get; init; }
}
