using MLExplain.Audit.Gates;

namespace MLExplain.Audit.Trend;

/// <summary>A gate of a past run, as its report tells it.</summary>
/// <param name="Id">What is measured: metric, attribute, class, group.</param>
/// <param name="Name">What the gate asks, threshold included.</param>
/// <param name="Condition">What the number had to meet.</param>
/// <param name="Value">The number; null without one.</param>
/// <param name="Lower">Lower end of its 95 % interval; null without one.</param>
/// <param name="Upper">Upper end of it; null without one.</param>
/// <param name="Status">What the gate concluded.</param>
public sealed record PastGate(string Id, string Name, GateCondition Condition, double? Value, double? Lower, double? Upper, GateStatus Status)
{
    /// <summary>The last day of the review that dismissed it, so that it did not count; null for the others.</summary>
    public DateOnly? DismissedUntil { get; init; }

    /// <summary>The groups that fared worst by the number, or what else was found; empty for none, and in reports that do not say.</summary>
    public IReadOnlyList<string> WorstOff { get; init; } = [];
}
