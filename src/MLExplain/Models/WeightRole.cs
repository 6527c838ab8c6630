namespace MLExplain.Models;

/// <summary>What a weight does in its layer.</summary>
public enum WeightRole
{
    /// <summary>Multiplies and sums the layer's inputs.</summary>
    Kernel,

    /// <summary>Is added.</summary>
    Bias,

    /// <summary>Multiplies each channel.</summary>
    Scale,

    /// <summary>Is the mean that a normalisation subtracts: a statistic of the training data, not trained.</summary>
    Mean,

    /// <summary>Is the variance that a normalisation divides by: a statistic of the training data, not trained.</summary>
    Variance,

    /// <summary>Is the slope of a rectifier below zero.</summary>
    Slope,
}
