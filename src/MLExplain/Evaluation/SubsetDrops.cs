using MLExplain.Saliency;

namespace MLExplain.Evaluation;

/// <summary>What subsets of one size do to one image's score, and what its maps say of them.</summary>
/// <param name="Image">The image.</param>
/// <param name="Size">Number n of features in every subset.</param>
/// <param name="Drops">F(x) − F(x without the subset), one per subset.</param>
internal sealed record SubsetDrops(JudgedImage Image, int Size, double[] Drops)
{
    // Sums of the same float32 values in another order differ by this much in float64.
    private const double Rounding = 1e-12;

    /// <summary>Σ of each map over each subset, by index of the map.</summary>
    public Dictionary<int, double[]> Sums { get; } = Image.Maps.ToDictionary(map => map, _ => new double[Drops.Length]);

    /// <summary>The largest magnitude of the scores that the drops were taken from.</summary>
    public double Scale { get; set; }

    /// <summary>Pearson's correlation of the drops with a map's sums; null where one of them does not vary.</summary>
    public double? Correlation(int map)
    {
        var sums = Sums[map];
        var (smallest, largest) = (sums.Min(), sums.Max());
        return largest - smallest <= Rounding * Math.Max(Math.Abs(smallest), Math.Abs(largest)) || FlatScores.Are(Scale - Drops.Max() + Drops.Min(), Scale)
            ? null
            : Math.Clamp(MathNet.Numerics.Statistics.Correlation.Pearson(sums, Drops), -1, 1);
    }
}
