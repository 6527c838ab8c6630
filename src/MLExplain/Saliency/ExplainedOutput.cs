namespace MLExplain.Saliency;

/// <summary>Which score of the target a method that needs no gradient explains.</summary>
public enum ExplainedOutput
{
    /// <summary>The logit, which gradient methods explain too: it never saturates.</summary>
    Logit,

    /// <summary>The probability, 0..1: what a user sees, but flat where the model is sure.</summary>
    Probability,
}
