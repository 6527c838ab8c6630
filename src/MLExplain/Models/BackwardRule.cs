namespace MLExplain.Models;

/// <summary>How a backward pass treats rectifiers (Relu, LeakyRelu, PRelu, ThresholdedRelu, Clip with lower bound 0).</summary>
public enum BackwardRule
{
    /// <summary>The true gradient: what arrives passes where the rectifier's input was positive.</summary>
    Gradient,

    /// <summary>Guided Backprop: what arrives passes where it is positive and the rectifier's input was positive.</summary>
    GuidedBackprop,

    /// <summary>DeconvNet: what arrives passes where it is positive, whatever the rectifier's input was.</summary>
    Deconvnet,
}
