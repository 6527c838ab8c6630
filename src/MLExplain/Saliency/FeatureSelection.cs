namespace MLExplain.Saliency;

/// <summary>How <see cref="Lime"/> chooses the superpixels that keep a coefficient.</summary>
public enum FeatureSelection
{
    /// <summary><see cref="Forward"/> for six features or fewer, else <see cref="HighestWeights"/>.</summary>
    Auto,

    /// <summary>All of them, however many features were asked for.</summary>
    None,

    /// <summary>One after the other, each time the one that raises the weighted R² of least squares most.</summary>
    Forward,

    /// <summary>Those with the largest |coefficient| in a ridge regression on all, with a penalty of 0.01.</summary>
    HighestWeights,
}
