namespace MLExplain.Evaluation;

/// <summary>How <see cref="Completeness"/> states the residual.</summary>
public sealed record CompletenessOptions
{
    /// <summary>Whether the residual is divided by |F(x) − F(baseline)|.</summary>
    /// <value>Default: true. False gives it in units of the score.</value>
    public bool Relative { get; init; } = true;
}
