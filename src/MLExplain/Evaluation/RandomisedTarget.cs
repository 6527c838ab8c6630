namespace MLExplain.Evaluation;

/// <summary>Which class of a randomised network is explained.</summary>
public enum RandomisedTarget
{
    /// <summary>The class explained before, as in Quantus.</summary>
    Fixed,

    /// <summary>The class the randomised network scores highest, as in the code of Adebayo et al.</summary>
    Argmax,
}
