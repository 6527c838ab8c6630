namespace MLExplain.Audit.Spurious;

/// <summary>The place that a cluster's maps look at.</summary>
internal static class ClusterPlace
{
    /// <summary>Share of the mean map's mass that lies in the place.</summary>
    private const double Mass = 0.5;

    /// <summary>The hottest cells of the mean map that hold half of its mass, as pixels.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <returns>Row-major, one value per pixel.</returns>
    public static bool[] Of(MapCluster cluster, int height, int width)
    {
        var (rows, columns) = (cluster.MeanMap.Shape[0], cluster.MeanMap.Shape[1]);
        var cells = cluster.MeanMap.Values.ToArray();
        var (hot, sum, total) = (new bool[cells.Length], 0.0, cells.Sum(c => (double)c));
        foreach (var cell in Enumerable.Range(0, cells.Length).OrderByDescending(i => cells[i]).TakeWhile(_ => sum < Mass * total))
        {
            (hot[cell], sum) = (true, sum + cells[cell]);
        }

        return [.. Enumerable.Range(0, height * width).Select(p => hot[(p / width * rows / height * columns) + (p % width * columns / width)])];
    }
}
