namespace MLExplain.Audit.Spurious;

/// <summary>A mixture of slices: each has a Gaussian with its own variances over the maps, and its own shares of labels and predictions.</summary>
/// <remarks>
/// S. Eyuboglu, M. Varma, K. Saab et al., "Domino: discovering systematic errors with cross-modal embeddings", 2022, arXiv:2203.14960, eq. 4: the likelihoods of
/// label and prediction are raised to γ. Fitted by expectation and maximisation. Unlike there, maps take the place of embeddings, and starts put errors apart.
/// </remarks>
internal sealed class SliceMixture
{
    private const int MaxRounds = 100;

    /// <summary>Growth of the mean log-likelihood that ends the fit.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Least variance, as a share of the largest axis's: a slice of equal maps must stay finite.</summary>
    private const double LeastVariance = 1e-4;

    private readonly double _weight;
    private readonly double[] _priors;
    private readonly double[][] _means;
    private readonly double[][] _variances;
    private readonly double[][] _labels;
    private readonly double[][] _predictions;

    private SliceMixture(int slices, int axes, int classes, double weight)
    {
        _weight = weight;
        _priors = new double[slices];
        (_means, _variances) = (Table(slices, axes), Table(slices, axes));
        (_labels, _predictions) = (Table(slices, classes), Table(slices, classes));
    }

    public static SliceMixture Fit(double[][] points, int[] labels, int[] predictions, int classes, SliceOptions options, ulong seed, CancellationToken cancellationToken)
    {
        var slices = Math.Min(options.Slices, points.Length / 2);
        var mixture = new SliceMixture(slices, points[0].Length, classes, options.Weight);
        var spread = Math.Sqrt(points.Average(p => KMeans.Distance(p, new double[p.Length])));
        var start = KMeans.Cluster([.. points.Select((p, i) => (double[])[.. p, labels[i] == predictions[i] ? 0 : spread])], slices, seed);
        double[][] shares = [.. start.Select(s => Enumerable.Range(0, slices).Select(k => k == s ? 1.0 : 0).ToArray())];
        for (var (round, before) = (0, double.NegativeInfinity); round < MaxRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            mixture.Maximize(points, labels, predictions, shares);
            var likelihood = points.Select((p, i) => mixture.Expect(p, labels[i], predictions[i], shares[i])).Sum() / points.Length;
            if (likelihood - before < Tolerance)
            {
                break;
            }

            before = likelihood;
        }

        return mixture;
    }

    /// <summary>The slice of an image by its map and its label alone: its prediction is what the slice is tested on.</summary>
    public int SliceOf(double[] point, int label) => Enumerable.Range(0, _priors.Length).MaxBy(k => Density(k, point) + (_weight * Math.Log(_labels[k][label])));

    /// <summary>Puts each slice's share of a point into the array.</summary>
    /// <returns>The point's log-likelihood.</returns>
    private double Expect(double[] point, int label, int prediction, double[] shares)
    {
        for (var k = 0; k < shares.Length; k++)
        {
            shares[k] = Density(k, point) + (_weight * (Math.Log(_labels[k][label]) + Math.Log(_predictions[k][prediction])));
        }

        var largest = shares.Max();
        var sum = shares.Sum(s => Math.Exp(s - largest));
        for (var k = 0; k < shares.Length; k++)
        {
            shares[k] = Math.Exp(shares[k] - largest) / sum;
        }

        return largest + Math.Log(sum);
    }

    private double Density(int slice, double[] point)
    {
        var log = Math.Log(_priors[slice]);
        for (var d = 0; d < point.Length; d++)
        {
            var (off, variance) = (point[d] - _means[slice][d], _variances[slice][d]);
            log -= ((off * off / variance) + Math.Log(2 * Math.PI * variance)) / 2;
        }

        return log;
    }

    private void Maximize(double[][] points, int[] labels, int[] predictions, double[][] shares)
    {
        var axes = Enumerable.Range(0, points[0].Length).ToArray();
        var floor = LeastVariance * axes.Max(d => points.Average(p => p[d] * p[d]));
        for (var k = 0; k < _priors.Length; k++)
        {
            double[] own = [.. shares.Select(s => s[k])];
            var total = own.Sum();
            // One pseudo-image, spread over all slices or classes, keeps every logarithm finite.
            _priors[k] = (total + (1.0 / _priors.Length)) / (points.Length + 1);
            foreach (var d in axes)
            {
                _means[k][d] = total > 0 ? points.Select((p, i) => own[i] * p[d]).Sum() / total : 0;
                var variance = total > 0 ? points.Select((p, i) => own[i] * (p[d] - _means[k][d]) * (p[d] - _means[k][d])).Sum() / total : 0;
                _variances[k][d] = Math.Max(variance, Math.Max(floor, double.Epsilon));
            }

            Shares(labels, own, total, _labels[k]);
            Shares(predictions, own, total, _predictions[k]);
        }
    }

    private static void Shares(int[] classes, double[] own, double total, double[] shares)
    {
        Array.Fill(shares, 1.0 / shares.Length / (total + 1));
        foreach (var (c, share) in classes.Zip(own))
        {
            shares[c] += share / (total + 1);
        }
    }

    private static double[][] Table(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
}
