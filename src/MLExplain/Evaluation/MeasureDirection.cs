namespace MLExplain.Evaluation;

/// <summary>Which values of a measure speak for a map.</summary>
public enum MeasureDirection
{
    /// <summary>High values.</summary>
    HigherIsBetter,

    /// <summary>Low values.</summary>
    LowerIsBetter,

    /// <summary>Values near 0, on either side.</summary>
    ZeroIsBest,
}
