using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace MLExplain.Saliency;

/// <summary>The moments of weighted samples of binary features, and the least-squares models that follow from them.</summary>
/// <remarks>
/// With weighted means taken off, A = Σ w x xᵀ and c = Σ w x y; ridge regression solves (A + αI) β = c, and the intercept is ȳ − x̄ᵀβ.
/// Sums are float64 in the order of the samples.
/// </remarks>
internal sealed class NormalEquations
{
    // Where the penalty is below this share of the largest eigenvalue (and so maybe below its rounding), directions the samples do not tell
    // apart get no coefficient instead of an arbitrary one.
    private const double SmallestEigenvalue = 1e-10;

    private readonly Coalitions _samples;
    private readonly double[] _scores;
    private readonly double[] _weights;

    public NormalEquations(Coalitions samples, double[] scores, double[] weights)
    {
        (_samples, _scores, _weights) = (samples, scores, weights);
        var features = samples.Features;
        Moments = new double[features, features];
        Products = new double[features];
        Means = new double[features];
        var present = new int[features];
        for (var sample = 0; sample < samples.Count; sample++)
        {
            TotalWeight += weights[sample];
            MeanScore += weights[sample] * scores[sample];
        }

        MeanScore /= TotalWeight;
        for (var sample = 0; sample < samples.Count; sample++)
        {
            Add(samples.Present(sample, present), weights[sample], scores[sample] - MeanScore);
        }

        Centre();
    }

    /// <summary>A.</summary>
    public double[,] Moments { get; }

    /// <summary>c.</summary>
    public double[] Products { get; }

    /// <summary>Σ w (y − ȳ)².</summary>
    public double ScoreSquares { get; private set; }

    private double[] Means { get; }

    private double TotalWeight { get; }

    private double MeanScore { get; }

    /// <summary>Ridge regression with an intercept that is not penalised.</summary>
    /// <param name="alpha">The penalty on Σ β², at least 0; with 0, and features the samples cannot tell apart, β is the shortest solution.</param>
    public SurrogateFit Ridge(double alpha)
    {
        var coefficients = Solve(alpha);
        var intercept = MeanScore;
        for (var feature = 0; feature < coefficients.Length; feature++)
        {
            intercept -= Means[feature] * coefficients[feature];
        }

        var fit = new SurrogateFit(coefficients, intercept, 1);
        var missed = 0.0;
        for (var sample = 0; sample < _samples.Count; sample++)
        {
            var difference = _scores[sample] - fit.Predict(_samples, sample);
            missed += _weights[sample] * difference * difference;
        }

        return ScoreSquares > 0 ? fit with { WeightedR2 = 1 - (missed / ScoreSquares) } : fit;
    }

    private void Add(ReadOnlySpan<int> present, double weight, double score)
    {
        ScoreSquares += weight * score * score;
        for (var i = 0; i < present.Length; i++)
        {
            Means[present[i]] += weight;
            Products[present[i]] += weight * score;
            for (var j = 0; j <= i; j++)
            {
                Moments[present[i], present[j]] += weight;
            }
        }
    }

    private void Centre()
    {
        for (var i = 0; i < Means.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                Moments[i, j] -= Means[i] * Means[j] / TotalWeight;
                Moments[j, i] = Moments[i, j];
            }
        }

        for (var i = 0; i < Means.Length; i++)
        {
            Means[i] /= TotalWeight;
        }
    }

    private double[] Solve(double alpha)
    {
        var moments = DenseMatrix.OfArray(Moments);
        var products = DenseVector.OfArray(Products);
        if (alpha > SmallestEigenvalue * moments.Trace())
        {
            for (var i = 0; i < Products.Length; i++)
            {
                moments[i, i] += alpha;
            }

            return [.. moments.Cholesky().Solve(products)];
        }

        var spectrum = moments.Evd(Symmetricity.Symmetric);
        var values = spectrum.EigenValues.Real();
        var smallest = SmallestEigenvalue * values.AbsoluteMaximum();
        var along = spectrum.EigenVectors.TransposeThisAndMultiply(products);
        along.MapIndexedInplace((k, value) => values[k] > smallest ? value / (values[k] + alpha) : 0);
        return [.. spectrum.EigenVectors * along];
    }
}
