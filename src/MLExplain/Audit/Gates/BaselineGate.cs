namespace MLExplain.Audit.Gates;

/// <summary>A gate of an earlier run, as its report tells it.</summary>
/// <param name="Name">What the gate asks; the same in every run that asks it.</param>
/// <param name="Value">Its number; null without one.</param>
/// <param name="Lower">Lower end of the 95 % interval; null without one.</param>
/// <param name="Upper">Upper end of it; null without one.</param>
/// <param name="Status">What it concluded.</param>
public sealed record BaselineGate(string Name, double? Value, double? Lower, double? Upper, GateStatus Status)
{
    /// <summary>Whether it decides the audit, or only warns.</summary>
    public GateSeverity Severity { get; init; }

    /// <summary>The groups that fared worst by the number, or what else was found; empty for none, and in reports that do not say.</summary>
    public IReadOnlyList<string> WorstOff { get; init; } = [];
}
