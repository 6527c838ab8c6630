namespace MLExplain.Audit.Gates;

/// <summary>How a gate stands beside the same gate of an earlier run; worst first.</summary>
public enum GateChange
{
    /// <summary>It fails and did not fail before.</summary>
    NewlyFailing,

    /// <summary>It fails as it did before, but for other groups, or for the same the other way around.</summary>
    OtherGroups,

    /// <summary>It had a number and has none now: nothing shows that it still holds.</summary>
    NoLongerEvaluated,

    /// <summary>Its number moved to the wrong side by more than chance explains.</summary>
    Worse,

    /// <summary>It passed and is inconclusive now, though its number moved by no more than chance explains.</summary>
    NoLongerPassing,

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
