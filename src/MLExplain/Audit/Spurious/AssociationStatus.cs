namespace MLExplain.Audit.Spurious;

/// <summary>Whether an association could be measured.</summary>
public enum AssociationStatus
{
    /// <summary>It was.</summary>
    Ok,

    /// <summary>The property is the same for all images.</summary>
    ConstantProperty,

    /// <summary>Fewer than two classes of the target have enough images.</summary>
    TooFewPerClass,
}
