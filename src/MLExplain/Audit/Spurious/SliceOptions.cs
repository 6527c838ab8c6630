namespace MLExplain.Audit.Spurious;

/// <summary>How slices are sought.</summary>
public sealed record SliceOptions
{
    /// <summary>Slices that are tried in each half of the images.</summary>
    /// <value>2..100. Default: 10.</value>
    public int Slices { get; init; } = 10;

    /// <summary>Principal axes of the maps that slices are told apart by; never more than there are.</summary>
    /// <value>1..64. Default: 8.</value>
    public int Axes { get; init; } = 8;

    /// <summary>How much label and prediction weigh against the map, Domino's γ.</summary>
    /// <value>At least 0. Default: 10.</value>
    public double Weight { get; init; } = 10;

    /// <summary>Slices of fewer images than this in the half that tests them are not tested.</summary>
    /// <value>At least 2. Default: 10.</value>
    public int Minimum { get; init; } = 10;

    /// <summary>Permutations behind the p-value of a slice's association with metadata.</summary>
    /// <value>At least 19. Default: 999.</value>
    public int Permutations { get; init; } = 999;

    /// <summary>Seed of halves, starts and permutations.</summary>
    /// <value>Default: 0.</value>
    public int Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Slices, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Slices, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(Axes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Axes, 64);
        ArgumentOutOfRangeException.ThrowIfNegative(Weight);
        ArgumentOutOfRangeException.ThrowIfLessThan(Minimum, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Permutations, 19);
    }
}
