using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>k-means with k-means++ starts (D. Arthur, S. Vassilvitskii, SODA 2007); the best of several, by the sum of squared distances.</summary>
internal static class KMeans
{
    private const int Starts = 10;
    private const int MaxRounds = 100;

    /// <summary>Cluster of each point, numbered by first appearance.</summary>
    public static int[] Cluster(double[][] points, int k, ulong seed)
    {
        var random = new SplitMix64(seed);
        var (best, least) = (Array.Empty<int>(), double.PositiveInfinity);
        for (var start = 0; start < Starts; start++)
        {
            var (assignment, inertia) = Lloyd(points, Seed(points, k, ref random));
            (best, least) = inertia < least ? (assignment, inertia) : (best, least);
        }

        var numbers = best.Distinct().Index().ToDictionary(c => c.Item, c => c.Index);
        return [.. best.Select(c => numbers[c])];
    }

    private static double[][] Seed(double[][] points, int k, ref SplitMix64 random)
    {
        var centers = new List<double[]> { points[(int)(random.NextUniform() * points.Length)] };
        while (centers.Count < k)
        {
            double[] weights = [.. points.Select(p => centers.Min(c => Distance(p, c)))];
            var target = random.NextUniform() * weights.Sum();
            var chosen = 0;
            for (var sum = weights[0]; sum <= target && chosen < points.Length - 1; sum += weights[chosen])
            {
                chosen++;
            }

            centers.Add(points[chosen]);
        }

        return [.. centers];
    }

    private static (int[] Assignment, double Inertia) Lloyd(double[][] points, double[][] centers)
    {
        int[] assignment = [];
        for (var round = 0; round < MaxRounds; round++)
        {
            int[] next = [.. points.Select(p => Nearest(p, centers))];
            if (assignment.SequenceEqual(next))
            {
                break;
            }

            assignment = next;
            centers = [.. centers.Select((center, c) => Mean(points, assignment, c) ?? center)];
        }

        return (assignment, points.Zip(assignment, (p, c) => Distance(p, centers[c])).Sum());
    }

    private static int Nearest(double[] point, double[][] centers)
    {
        var (best, least) = (0, double.PositiveInfinity);
        foreach (var (c, center) in centers.Index())
        {
            var distance = Distance(point, center);
            (best, least) = distance < least ? (c, distance) : (best, least);
        }

        return best;
    }

    private static double[]? Mean(double[][] points, int[] assignment, int cluster)
    {
        var (sum, count) = (new double[points[0].Length], 0);
        foreach (var (point, _) in points.Zip(assignment).Where(p => p.Second == cluster))
        {
            count++;
            for (var d = 0; d < sum.Length; d++)
            {
                sum[d] += point[d];
            }
        }

        return count == 0 ? null : [.. sum.Select(s => s / count)];
    }

    /// <summary>Squared Euclidean distance.</summary>
    public static double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var d = 0; d < a.Length; d++)
        {
            sum += (a[d] - b[d]) * (a[d] - b[d]);
        }

        return sum;
    }
}
