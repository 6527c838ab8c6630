using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace MLExplain.Saliency;

/// <summary>KernelSHAP's regression: the additive game closest to the scores, held to the exact scores of nobody and of everybody.</summary>
internal static class ShapleyRegression
{
    // Directions that the coalitions leave open have eigenvalues of rounding size.
    private const double SmallestEigenvalue = 1e-10;

    /// <summary>Minimises Σ w (v(S) − v(∅) − Σ_{i∈S} φ_i)² under Σ φ = v(all) − v(∅).</summary>
    /// <remarks>
    /// With φ = Δ/M + u and P the projection on Σ u = 0, u is the shortest solution of P A P u = P (b − A 1 Δ/M), A = Σ w z zᵀ, b = Σ w z (v − v(∅)):
    /// no superpixel is singled out to satisfy the constraint, and what coalitions leave open is shared equally.
    /// </remarks>
    /// <param name="coalitions">The first is everybody, the second nobody.</param>
    /// <param name="scores">v of each.</param>
    /// <returns>φ, the number of directions the coalitions determine, M − 1 at most, and φ's standard error (see <see cref="ShapleyError"/>).</returns>
    public static (double[] Values, int Rank, double? StandardError) Solve(ShapleyCoalitions coalitions, double[] scores)
    {
        var (samples, weights) = (coalitions.Samples, coalitions.Weights);
        var players = samples.Features;
        var (moments, products, present) = (new DenseMatrix(players), new DenseVector(players), new int[players]);
        for (var sample = 0; sample < samples.Count; sample++)
        {
            var members = samples.Present(sample, present);
            foreach (var i in members)
            {
                products[i] += weights[sample] * (scores[sample] - scores[1]);
                foreach (var j in members)
                {
                    moments[i, j] += weights[sample];
                }
            }
        }

        var share = (scores[0] - scores[1]) / players;
        var aim = Centred(products - (moments.RowSums() * share));
        var projected = DenseMatrix.OfRows(moments.EnumerateRows().Select(Centred));
        projected = DenseMatrix.OfColumns(projected.EnumerateColumns().Select(Centred));
        var spectrum = projected.Evd(Symmetricity.Symmetric);
        var values = spectrum.EigenValues.Real();
        var smallest = SmallestEigenvalue * values.AbsoluteMaximum();
        var inverse = values.Map(value => value > smallest ? 1 / value : 0, Zeros.Include);
        var along = spectrum.EigenVectors.TransposeThisAndMultiply(aim).PointwiseMultiply(inverse);
        double[] shapley = [.. Centred(spectrum.EigenVectors * along) + share];
        var rank = inverse.Count(value => value > 0);
        return (shapley, rank, ShapleyError.Rms(coalitions, scores, shapley, rank, spectrum.EigenVectors, inverse));
    }

    /// <summary>1 − Σ w (v − v̂)² / Σ w (v − v̄)²: how additive the scores are; 1 when they are all equal.</summary>
    public static double WeightedR2(ShapleyCoalitions coalitions, double[] scores, double[] values)
    {
        var weights = coalitions.Weights;
        var additive = new SurrogateFit(values, scores[1], 0);
        var mean = weights.Zip(scores, (w, v) => w * v).Sum() / weights.Sum();
        var (missed, spread) = (0.0, 0.0);
        for (var sample = 0; sample < scores.Length; sample++)
        {
            missed += weights[sample] * Math.Pow(scores[sample] - additive.Predict(coalitions.Samples, sample), 2);
            spread += weights[sample] * Math.Pow(scores[sample] - mean, 2);
        }

        return spread > 0 ? 1 - (missed / spread) : 1;
    }

    internal static Vector<double> Centred(Vector<double> vector) => vector - (vector.Sum() / vector.Count);
}
