namespace MLExplain.Audit.Spurious;

/// <summary>How well each point fits its cluster.</summary>
/// <remarks>P. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", J. Comp. Appl. Math. 20, 1987.</remarks>
internal static class Silhouette
{
    /// <summary>(b − a) / max(a, b): a the mean distance to the own cluster, b to the nearest other; 0 for lone points and for a single cluster.</summary>
    public static double[] Of(double[][] points, int[] assignment)
    {
        var sizes = new int[assignment.Max() + 1];
        foreach (var cluster in assignment)
        {
            sizes[cluster]++;
        }

        var result = new double[points.Length];
        Parallel.For(0, sizes.Length < 2 ? 0 : points.Length, i =>
        {
            var sums = new double[sizes.Length];
            for (var j = 0; j < points.Length; j++)
            {
                sums[assignment[j]] += Math.Sqrt(KMeans.Distance(points[i], points[j]));
            }

            var own = assignment[i];
            if (sizes[own] > 1)
            {
                var a = sums[own] / (sizes[own] - 1);
                var b = Enumerable.Range(0, sizes.Length).Where(c => c != own).Min(c => sums[c] / sizes[c]);
                result[i] = Math.Max(a, b) > 0 ? (b - a) / Math.Max(a, b) : 0;
            }
        });
        return result;
    }
}
