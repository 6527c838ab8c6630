using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace MLExplain.Saliency;

/// <summary>How far KernelSHAP's values would move with other draws: their standard error.</summary>
/// <remarks>
/// The regression solves Σ w z (v − v̂) = 0 on the projected space. To first order a drawn pair of a coalition and its complement moves φ by
/// ψ = (P A P)⁺ P Σ_pair w z (v − v̂), and the pairs are independent: Var φ = n / (n − r) Σ (ψ − ψ̄)(ψ − ψ̄)ᵀ, the sandwich of H. White 1980,
/// doi:10.2307/1912934, over the n pairs; enumerated coalitions are the same in every draw and add nothing. The fit takes up r = M − 1 directions, which
/// makes residuals small where pairs are few: hence n − r (HC1 of J. MacKinnon, H. White 1985, doi:10.1016/0304-4076(85)90158-7). Where much is
/// enumerated the fit owes less to the pairs, and the error comes out a little large.
/// </remarks>
internal static class ShapleyError
{
    /// <summary>The root of the mean variance over the superpixels.</summary>
    /// <param name="coalitions">The samples.</param>
    /// <param name="scores">v of each.</param>
    /// <param name="values">φ.</param>
    /// <param name="rank">Directions that the coalitions determine.</param>
    /// <param name="directions">Eigenvectors of P A P, in columns; they keep lengths.</param>
    /// <param name="inverse">One over each one's eigenvalue; 0 for those that are left open.</param>
    /// <returns>In units of the score; 0 when no coalition is missing; null when no more pairs than that were drawn, or values are not determined.</returns>
    public static double? Rms(ShapleyCoalitions coalitions, double[] scores, double[] values, int rank, Matrix<double> directions, Vector<double> inverse)
    {
        var pairs = (scores.Length - coalitions.FirstDrawn) / 2;
        if (coalitions.IsComplete)
        {
            return 0;
        }

        if (pairs <= Math.Max(1, rank) || rank < values.Length - 1)
        {
            return null;
        }

        var additive = new SurrogateFit(values, scores[1], 0);
        var (sum, squares) = ((Vector<double>)new DenseVector(values.Length), 0.0);
        for (var first = coalitions.FirstDrawn; first < scores.Length; first += 2)
        {
            var moved = Moved(coalitions, first, scores, additive);
            var along = directions.TransposeThisAndMultiply(ShapleyRegression.Centred(moved)).PointwiseMultiply(inverse);
            (sum, squares) = (sum + along, squares + (along * along));
        }

        return Math.Sqrt(Math.Max(0, squares - (sum * sum / pairs)) * pairs / (pairs - rank) / values.Length);
    }

    /// <summary>Σ w z (v − v̂) over a coalition and its complement.</summary>
    private static DenseVector Moved(ShapleyCoalitions coalitions, int first, double[] scores, SurrogateFit additive)
    {
        var (moved, present) = (new DenseVector(coalitions.Samples.Features), new int[coalitions.Samples.Features]);
        for (var sample = first; sample < first + 2; sample++)
        {
            var residual = coalitions.Weights[sample] * (scores[sample] - additive.Predict(coalitions.Samples, sample));
            foreach (var player in coalitions.Samples.Present(sample, present))
            {
                moved[player] += residual;
            }
        }

        return moved;
    }
}
