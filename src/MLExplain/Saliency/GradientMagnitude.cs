namespace MLExplain.Saliency;

/// <summary>What SmoothGrad averages.</summary>
public enum GradientMagnitude
{
    /// <summary>The signed gradient, as in the paper.</summary>
    Plain,

    /// <summary>Its square, as PAIR does unless told otherwise: never negative, and loud where the gradient is noisy.</summary>
    Square,
}
