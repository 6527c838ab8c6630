namespace MLExplain.Evaluation;

/// <summary>What stands where the image is not shown.</summary>
public enum PixelSubstrate
{
    /// <summary>A baseline, such as black.</summary>
    Baseline,

    /// <summary>The image blurred as in RISE: 11 x 11 pixels, standard deviation 5, zeros in network space beyond the border.</summary>
    RiseBlur,
}
