namespace MLExplain.Benchmarks.Networks;

/// <summary>One step of a network. Value 0 is the image; layer i produces value i + 1.</summary>
/// <param name="Kind">What it computes.</param>
/// <param name="Inputs">The values it reads.</param>
internal sealed record Layer(LayerKind Kind, int[] Inputs)
{
    /// <summary>Weight and optional bias; for batch normalisation scale, shift, mean and variance.</summary>
    public Parameter[] Parameters { get; init; } = [];

    public int Kernel { get; init; } = 1;

    public int Stride { get; init; } = 1;

    public int Padding { get; init; }

    public int Groups { get; init; } = 1;

    /// <summary>Whether a pooling window may hang over the right and bottom edge.</summary>
    public bool CeilMode { get; init; }
}
