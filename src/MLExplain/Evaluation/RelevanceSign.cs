namespace MLExplain.Evaluation;

/// <summary>Which relevance counts; signed sums, whose total can vanish, are not offered.</summary>
public enum RelevanceSign
{
    /// <summary>Evidence for the class: max(R, 0).</summary>
    Positive,

    /// <summary>Evidence either way: |R|.</summary>
    Absolute,
}
