namespace MLExplain.Audit.Gates;

/// <summary>How a number must stand to a threshold.</summary>
public enum GateOperator
{
    /// <summary>&lt;=</summary>
    AtMost,

    /// <summary>&gt;=</summary>
    AtLeast,

    /// <summary>&lt;</summary>
    Below,

    /// <summary>&gt;</summary>
    Above,
}
