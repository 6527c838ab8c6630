using MathNet.Numerics.Statistics;

namespace MLExplain.Audit.Fairness;

/// <summary>The bins of scores: closed below, open above, the last one closed on both sides.</summary>
/// <param name="Binning">What the edges are.</param>
/// <param name="Edges">Ascending; one more than there are bins.</param>
internal sealed record CalibrationEdges(string Binning, double[] Edges)
{
    public int Bins => Edges.Length - 1;

    public static CalibrationEdges EqualWidth(int bins) => new("equal_width", [.. Enumerable.Range(0, bins + 1).Select(i => i / (double)bins)]);

    /// <summary>Equal quantiles leave fewer bins.</summary>
    public static CalibrationEdges EqualMass(int bins, double[] sorted)
    {
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => SortedArrayStatistics.QuantileCustom(sorted, i / (double)bins, QuantileDefinition.R7)).Distinct()];
        return new("equal_mass", edges.Length == 1 ? [edges[0], edges[0]] : edges);
    }

    public int BinOf(double score)
    {
        var place = Array.BinarySearch(Edges, score);
        return Math.Clamp(place >= 0 ? place : ~place - 1, 0, Bins - 1);
    }
}
