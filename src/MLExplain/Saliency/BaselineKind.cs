namespace MLExplain.Saliency;

/// <summary>Which picture stands for "nothing to see".</summary>
public enum BaselineKind
{
    /// <summary>Every pixel 0 in image units.</summary>
    Black,

    /// <summary>Every pixel 255 in image units.</summary>
    White,

    /// <summary>The mean of each channel of this very image, everywhere.</summary>
    Mean,

    /// <summary>Each value drawn uniformly from 0..255 in image units.</summary>
    Noise,

    /// <summary>The image plus Gaussian noise, clipped to 0..255 in image units.</summary>
    GaussianNoise,

    /// <summary>The image blurred by a Gaussian.</summary>
    Blur,

    /// <summary>Zeros in network space; what they look like depends on the preprocessing.</summary>
    Zero,

    /// <summary>A picture of the caller's.</summary>
    Custom,

    /// <summary>Every pixel 127.5 in image units.</summary>
    Grey,
}
