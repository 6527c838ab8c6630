namespace MLExplain.Audit.Gates;

/// <summary>What a failing gate means.</summary>
public enum GateSeverity
{
    /// <summary>The audit fails.</summary>
    Error,

    /// <summary>It is reported, but decides nothing.</summary>
    Warning,
}
