namespace MLExplain.Audit.Gates;

/// <summary>A gate beside the same gate of an earlier run.</summary>
public sealed record ChangedGate
{
    /// <summary>What the gate asks.</summary>
    public required string Name { get; init; }

    /// <summary>The earlier run's; null when it had none.</summary>
    public required BaselineGate? Before { get; init; }

    /// <summary>This run's; null when it has none.</summary>
    public required BaselineGate? Now { get; init; }

    /// <summary>Whether it decides the audit, or only warns.</summary>
    public required GateSeverity Severity { get; init; }

    /// <summary>Whether a review dismissed it, so that it does not count.</summary>
    public bool IsDismissed { get; init; }

    /// <summary>Value now − value before; null without both.</summary>
    public double? Delta => Now?.Value - Before?.Value;

    /// <summary>Lower end of the 95 % interval of the difference; null without both intervals.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of it.</summary>
    public double? Upper { get; init; }

    /// <summary>Chance of such a difference if nothing changed, after Benjamini and Hochberg (1995) over all gates; null without both intervals.</summary>
    public double? QValue { get; init; }

    /// <summary>How the two stand beside each other.</summary>
    public required GateChange Change { get; init; }
}
