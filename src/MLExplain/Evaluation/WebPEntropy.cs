using MLExplain.Imaging;

namespace MLExplain.Evaluation;

/// <summary>Length in bytes of a lossless WebP file, compressed as far as the encoder can: the estimator of PAIR's code.</summary>
/// <remarks>PAIR has Pillow's encoder write the file, which is the same library, libwebp, in another version: lengths differ by little, but differ.</remarks>
public sealed class WebPEntropy : IEntropyEstimator
{
    /// <inheritdoc/>
    public string Name { get; } = $"lossless WebP by {ImageEncoder.Version}";

    /// <inheritdoc/>
    public double Estimate(RgbImage picture) => ImageEncoder.ToLosslessWebP(picture).Length;
}
