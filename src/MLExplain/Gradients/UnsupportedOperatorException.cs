namespace MLExplain.Gradients;

/// <summary>A model that cannot be differentiated; the message names every operator in the way, not just the first.</summary>
public sealed class UnsupportedOperatorException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="model">What messages call the model.</param>
    /// <param name="obstacles">One entry per obstacle: operator, node and reason.</param>
    public UnsupportedOperatorException(string model, IReadOnlyList<string> obstacles)
        : base($"'{model}' cannot be differentiated: {string.Join("; ", obstacles)}. Black-box methods (lime, occlusion, rise) still explain it.")
    {
        Obstacles = obstacles;
    }

    /// <summary>One entry per obstacle: operator, node and reason.</summary>
    public IReadOnlyList<string> Obstacles { get; }
}
