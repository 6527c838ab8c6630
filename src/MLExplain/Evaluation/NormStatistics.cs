namespace MLExplain.Evaluation;

/// <summary>What becomes of the running means and variances of batch normalisations when their layer is randomised.</summary>
public enum NormStatistics
{
    /// <summary>They stay, as in the code of Adebayo et al.: they are not trained.</summary>
    Kept,

    /// <summary>Means become 0 and variances 1, as in Quantus.</summary>
    Reset,
}
