namespace MLExplain.Evaluation;

/// <summary>Whether a measure has a value, and why not.</summary>
public enum MeasureStatus
{
    /// <summary>It has.</summary>
    Ok,

    /// <summary>The value is not defined here, such as a correlation with a constant map.</summary>
    Undefined,

    /// <summary>Something that the measure needs is absent, such as a mask or a baseline.</summary>
    NotApplicable,
}
