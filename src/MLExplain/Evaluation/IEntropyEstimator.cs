using MLExplain.Imaging;

namespace MLExplain.Evaluation;

/// <summary>How much a picture says; PIC measures it by how far the picture can be compressed.</summary>
/// <remarks>Implementations are thread-safe, and equal pictures give equal numbers.</remarks>
public interface IEntropyEstimator
{
    /// <summary>What it is, for reports: two estimators give other curves, so that values of one are never compared with values of another.</summary>
    string Name { get; }

    /// <summary>The entropy of a picture, in any unit; the measure only uses ratios of differences.</summary>
    /// <param name="picture">The picture.</param>
    double Estimate(RgbImage picture);
}
