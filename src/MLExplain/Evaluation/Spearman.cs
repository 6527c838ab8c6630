using MathNet.Numerics.Statistics;

namespace MLExplain.Evaluation;

/// <summary>Spearman's rank correlation; tied values take the mean of their ranks.</summary>
internal static class Spearman
{
    /// <summary>−1..1; null when either side is constant.</summary>
    public static double? Of(double[] a, double[] b) => IsConstant(a) || IsConstant(b) ? null : Correlation.Spearman(a, b);

    public static bool IsConstant(double[] values) => Array.TrueForAll(values, v => v == values[0]);
}
