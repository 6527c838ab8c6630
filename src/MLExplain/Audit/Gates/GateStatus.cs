namespace MLExplain.Audit.Gates;

/// <summary>What a gate concludes; worst first.</summary>
public enum GateStatus
{
    /// <summary>The whole interval violates the condition.</summary>
    Fail,

    /// <summary>The threshold lies within the interval, or the number does not tell all: more data would decide.</summary>
    Inconclusive,

    /// <summary>There is no such number. That is never a pass.</summary>
    NotEvaluated,

    /// <summary>The whole interval meets the condition.</summary>
    Pass,
}
