using MathNet.Numerics.LinearAlgebra;
using MLExplain.Tensors;

namespace MLExplain.Audit.Spurious;

/// <summary>The largest eigenvalues of a graph's normalised adjacency, with their vectors: blocks of a graph show as eigenvalues near 1.</summary>
/// <remarks>
/// Subspace iteration with a Chebyshev filter (Y. Zhou, Y. Saad, M. Tiago, J. Chelikowsky, "Self-consistent-field calculations using Chebyshev-filtered
/// subspace iteration", J. Comp. Phys. 219, 2006): it needs only products with the sparse graph, and finds repeated eigenvalues, which a graph of
/// separate parts has and a single Krylov sequence misses. Largest by value, not by magnitude.
/// </remarks>
internal sealed record SpectralEmbedding(double[] Values, Matrix<double> Vectors)
{
    /// <summary>Vectors iterated beside the wanted ones: they speed up the last of those.</summary>
    private const int Guard = 8;

    private const int Degree = 24;
    private const int MaxRounds = 300;

    /// <summary>Length of B v − λ v that ends the iteration: far below any gap that matters, far above rounding.</summary>
    private const double Tolerance = 1e-9;

    public static SpectralEmbedding Of(NeighborGraph graph, int count, ulong seed, CancellationToken cancellationToken)
    {
        var size = Math.Min(count + Guard, graph.Count);
        var wanted = Math.Min(count, size);
        var random = new SplitMix64(seed);
        var block = Orthonormal(Matrix<double>.Build.Dense(graph.Count, size, (_, _) => random.NextGaussian()));
        for (var round = 0; ; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var image = Multiply(graph, block);
            var ritz = block.TransposeThisAndMultiply(image).Evd(Symmetricity.Symmetric);
            // MathNet sorts ascending; the largest come first here.
            var rotation = Matrix<double>.Build.DenseOfColumns(ritz.EigenVectors.EnumerateColumns().Reverse());
            double[] values = [.. ritz.EigenValues.Select(v => v.Real).Reverse()];
            (block, image) = (block * rotation, image * rotation);
            var residual = Enumerable.Range(0, wanted).Max(i => (image.Column(i) - (values[i] * block.Column(i))).L2Norm());
            if (residual < Tolerance || round == MaxRounds || size == graph.Count)
            {
                return new SpectralEmbedding([.. values.Take(wanted)], block.SubMatrix(0, graph.Count, 0, wanted));
            }

            block = Orthonormal(Filter(graph, block, Math.Max(values[^1], 0.1)));
        }
    }

    /// <summary>Each node's entries in the first k vectors, brought to length 1 (A. Ng, M. Jordan, Y. Weiss, NIPS 2001).</summary>
    public double[][] Points(int k) =>
    [
        .. Vectors.EnumerateRows().Select(row =>
        {
            var point = row.SubVector(0, k);
            var length = point.L2Norm();
            return (length > 0 ? point / length : point).ToArray();
        }),
    ];

    /// <summary>Chebyshev polynomial of the graph that stays within ±1 on eigenvalues up to the cut and grows fast above it.</summary>
    private static Matrix<double> Filter(NeighborGraph graph, Matrix<double> block, double cut)
    {
        var (before, now) = (block, (Multiply(graph, block) * (2 / cut)) - block);
        for (var degree = 2; degree <= Degree; degree++)
        {
            (before, now) = (now, (((Multiply(graph, now) * (2 / cut)) - now) * 2) - before);
        }

        return now;
    }

    private static Matrix<double> Multiply(NeighborGraph graph, Matrix<double> block)
    {
        var columns = new double[block.ColumnCount][];
        Parallel.For(0, columns.Length, c =>
        {
            columns[c] = new double[block.RowCount];
            graph.Multiply(block.Column(c).AsArray(), columns[c]);
        });
        return Matrix<double>.Build.DenseOfColumnArrays(columns);
    }

    private static Matrix<double> Orthonormal(Matrix<double> block) => block.QR().Q;
}
