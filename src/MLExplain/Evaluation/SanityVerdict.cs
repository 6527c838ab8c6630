namespace MLExplain.Evaluation;

/// <summary>Whether a method's maps depend on what they should.</summary>
public enum SanityVerdict
{
    /// <summary>The whole interval of the similarity lies below the threshold.</summary>
    Passes,

    /// <summary>The whole interval lies at or above the threshold.</summary>
    Fails,

    /// <summary>The interval holds the threshold, or there is none because there was one value only.</summary>
    Inconclusive,

    /// <summary>There is no similarity at all.</summary>
    NotEvaluated,
}
