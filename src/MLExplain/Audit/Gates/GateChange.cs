namespace MLExplain.Audit.Gates;

/// <summary>How a gate stands beside the same gate of an earlier run; worst first.</summary>
public enum GateChange
{
    /// <summary>It fails and did not fail before.</summary>
    NewlyFailing,

    /// <summary>Its number moved to the wrong side by more than chance explains.</summary>
    Worse,

    /// <summary>The earlier run had no such gate.</summary>
    New,

    /// <summary>The earlier run had it, this one does not.</summary>
    Gone,

    /// <summary>Nothing moved by more than chance explains.</summary>
    Unchanged,

    /// <summary>Its number moved to the right side by more than chance explains.</summary>
    Better,

    /// <summary>It passes and did not pass before.</summary>
    NewlyPassing,
}
