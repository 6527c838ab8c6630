namespace MLExplain.Audit.Attention;

/// <summary>How groups are compared.</summary>
public sealed record AttentionOptions
{
    /// <summary>Groups with fewer images than this have no mean. Default: 10.</summary>
    public int Minimum { get; init; } = 10;

    /// <summary>Resamples behind each interval, and permutations behind each p-value. Default: 1000.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of both. Default: 0.</summary>
    public int Seed { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Minimum, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Resamples, 100);
    }
}
