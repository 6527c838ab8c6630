namespace MLExplain.Evaluation;

/// <summary>Which layers are random at the same time.</summary>
public enum RandomisationOrder
{
    /// <summary>From the logits down: each layer with all layers above it. The last network is entirely random.</summary>
    Cascading,

    /// <summary>Each layer alone, all others as trained.</summary>
    Independent,
}
