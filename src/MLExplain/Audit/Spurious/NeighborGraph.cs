using System.Numerics.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>Which vectors are near which: an edge of weight 1 where each of two is among the other's nearest, 1/2 where one is.</summary>
internal sealed class NeighborGraph
{
    private readonly int[][] _neighbors;
    private readonly double[][] _weights;
    private readonly double[] _scale;

    private NeighborGraph(int[][] neighbors, double[][] weights)
    {
        (_neighbors, _weights) = (neighbors, weights);
        _scale = [.. weights.Select(w => 1 / Math.Sqrt(w.Sum()))];
    }

    public int Count => _neighbors.Length;

    /// <summary>The graph of the k nearest by Euclidean distance; a vector is never its own neighbour, whatever its duplicates.</summary>
    public static NeighborGraph Of(float[][] vectors, int k, CancellationToken cancellationToken)
    {
        var nearest = new int[vectors.Length][];
        var wanted = Math.Min(k, vectors.Length - 1);
        Parallel.For(0, vectors.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => nearest[i] = Nearest(vectors, i, wanted));
        var weights = Enumerable.Range(0, vectors.Length).Select(_ => new SortedDictionary<int, double>()).ToArray();
        foreach (var (i, neighbors) in nearest.Index())
        {
            foreach (var j in neighbors)
            {
                weights[i][j] = weights[i].GetValueOrDefault(j) + 0.5;
                weights[j][i] = weights[j].GetValueOrDefault(i) + 0.5;
            }
        }

        return new NeighborGraph([.. weights.Select(w => w.Keys.ToArray())], [.. weights.Select(w => w.Values.ToArray())]);
    }

    /// <summary>(I + D^-½ A D^-½) v / 2: the normalised adjacency, its eigenvalues brought from [−1, 1] to [0, 1].</summary>
    public void Multiply(double[] vector, double[] result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            var sum = 0.0;
            for (var n = 0; n < _neighbors[i].Length; n++)
            {
                var j = _neighbors[i][n];
                sum += _weights[i][n] * _scale[j] * vector[j];
            }

            result[i] = (vector[i] + (_scale[i] * sum)) / 2;
        }
    }

    private static int[] Nearest(float[][] vectors, int index, int count)
    {
        var distances = new float[vectors.Length];
        for (var j = 0; j < vectors.Length; j++)
        {
            distances[j] = j == index ? float.PositiveInfinity : TensorPrimitives.Distance<float>(vectors[index], vectors[j]);
        }

        int[] order = [.. Enumerable.Range(0, vectors.Length)];
        Array.Sort((float[])distances.Clone(), order);
        var limit = distances[order[count - 1]];
        var nearer = order.Where(j => distances[j] < limit).ToArray();
        var tied = Enumerable.Range(0, vectors.Length).Where(j => distances[j] == limit).Take(count - nearer.Length);
        return [.. nearer.Concat(tied)];
    }
}
