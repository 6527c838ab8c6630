namespace MLExplain.Saliency;

/// <summary>How the channels of an attribution become one value per pixel.</summary>
public enum ChannelReduction
{
    /// <summary>Signed sum: keeps the total of the attribution, so completeness holds for the map too.</summary>
    Sum,

    /// <summary>Sum of absolute values, ≥ 0.</summary>
    AbsoluteSum,

    /// <summary>Largest signed value, as XRAI reads its base attribution.</summary>
    Max,

    /// <summary>Largest absolute value, ≥ 0, as Simonyan et al. (2013) draw gradients.</summary>
    MaxAbsolute,

    /// <summary>Signed mean, the sum divided by the number of channels.</summary>
    Mean,

    /// <summary>Euclidean norm over the channels, ≥ 0.</summary>
    L2,
}
