namespace MLExplain.Audit.Spurious;

/// <summary>How associations between properties and classes are measured.</summary>
public sealed record AssociationOptions
{
    /// <summary>Folds of the cross-fitting. Default: 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Bins of a numeric property, cut at its quantiles. Default: 5.</summary>
    public int Bins { get; init; } = 5;

    /// <summary>Classes of the target with fewer images than this are left out, and counted. Default: 10.</summary>
    public int MinimumPerClass { get; init; } = 10;

    /// <summary>Permutations behind each p-value; the smallest possible p is 1 ÷ (this + 1). Default: 999.</summary>
    public int Permutations { get; init; } = 999;

    /// <summary>Seed of the permutations. Default: 0.</summary>
    public int Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Folds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Bins, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumPerClass, Folds);
        ArgumentOutOfRangeException.ThrowIfLessThan(Permutations, 19);
    }
}
