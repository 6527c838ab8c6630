namespace MLExplain.Audit.Spurious;

/// <summary>How counterfactuals are made and judged.</summary>
public sealed record CounterfactualOptions
{
    /// <summary>The region is grown by this many pixels before it is painted over, so that its soft edge goes too. Default: 1.</summary>
    public int Grow { get; init; } = 1;

    /// <summary>Fewer images than this are a status, not a result. Default: 10.</summary>
    public int MinimumImages { get; init; } = 10;

    /// <summary>Random signs behind the p-value, and resamples behind the interval. Default: 2000.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Seed of controls, donors and resamples. Default: 0.</summary>
    public int Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Grow);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumImages, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Resamples, 100);
    }
}
