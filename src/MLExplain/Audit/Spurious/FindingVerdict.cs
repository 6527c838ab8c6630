namespace MLExplain.Audit.Spurious;

/// <summary>What association and intervention together say of a suspicion; most serious first.</summary>
public enum FindingVerdict
{
    /// <summary>A pattern in the data or in the maps names it, and changing it moves the predictions: a spurious correlation that the model uses.</summary>
    Confirmed,

    /// <summary>Changing it moves the predictions, though no pattern names it: the model uses it, these data do not show it.</summary>
    MovesOnly,

    /// <summary>Changing it may or may not move the predictions: the interval is too wide to say.</summary>
    Inconclusive,

    /// <summary>A pattern that the labels do not explain names it, but nobody changed it: that needs its mask.</summary>
    Suspected,

    /// <summary>It was named for a test, but too few images have it or are free of it.</summary>
    NotTested,

    /// <summary>A pattern names it, but changing it moves nothing: the model does not use it.</summary>
    Refuted,

    /// <summary>No pattern names it, and changing it moves nothing.</summary>
    Cleared,
}
