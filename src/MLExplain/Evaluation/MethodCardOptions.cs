namespace MLExplain.Evaluation;

/// <summary>Which sanity checks a <see cref="MethodCard"/> holds.</summary>
public sealed record MethodCardOptions
{
    /// <summary>How weights are randomised; its threshold judges the other checks too.</summary>
    /// <value>Default: the measure's defaults.</value>
    public ParameterRandomisationOptions Parameters { get; init; } = new();

    /// <summary>How another class is compared.</summary>
    /// <value>Default: the measure's defaults.</value>
    public RandomLogitOptions Logit { get; init; } = new();

    /// <summary>The network trained on shuffled labels.</summary>
    /// <value>Default: null, that check is left out.</value>
    public DataRandomisationOptions? Data { get; init; }
}
