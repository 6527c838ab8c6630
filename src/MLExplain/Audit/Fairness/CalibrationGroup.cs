using System.Runtime.InteropServices;
using MLExplain.Tensors;

namespace MLExplain.Audit.Fairness;

/// <summary>The scores of one group, binned; and the calibration error of rows drawn from it with replacement.</summary>
internal sealed class CalibrationGroup
{
    private readonly double[] _scores;
    private readonly double[] _residuals;
    private readonly bool[] _isTrue;

    /// <param name="rows">The group's rows among the scores, in an order that depends on their content alone.</param>
    /// <param name="scores">All scores.</param>
    public CalibrationGroup(int[] rows, KnownScores scores)
    {
        _scores = [.. rows.Select(i => scores.Values[i])];
        _isTrue = [.. rows.Select(i => scores.IsTrue[i])];
        _residuals = [.. _scores.Zip(_isTrue, (score, isTrue) => (isTrue ? 1 : 0) - score)];
    }

    public int Count => _scores.Length;

    public CalibrationBin[] Bins(CalibrationEdges edges) =>
    [
        .. Enumerable.Range(0, Count).GroupBy(i => edges.BinOf(_scores[i])).ToDictionary(g => g.Key, g => g.ToList()) is var members
            ? Enumerable.Range(0, edges.Bins).Select(b => members.TryGetValue(b, out var rows)
                ? new CalibrationBin(edges.Edges[b], edges.Edges[b + 1], rows.Count, rows.Average(i => _scores[i]), rows.Count(i => _isTrue[i]) / (double)rows.Count)
                : new CalibrationBin(edges.Edges[b], edges.Edges[b + 1], 0, null, null))
            : [],
    ];

    public double Error(CalibrationEdges edges)
    {
        var sums = new double[edges.Bins];
        for (var i = 0; i < Count; i++)
        {
            sums[edges.BinOf(_scores[i])] += _residuals[i];
        }

        return sums.Sum(Math.Abs) / Count;
    }

    /// <summary>The error of each resample, for each binning.</summary>
    public double[][] Resample(IReadOnlyList<CalibrationEdges> binnings, FairnessOptions options, CancellationToken cancellationToken)
    {
        int[][] bins = [.. binnings.Select(edges => _scores.Select(edges.BinOf).ToArray())];
        double[][] sums = [.. binnings.Select(edges => new double[edges.Bins])];
        double[][] errors = [.. binnings.Select(_ => new double[options.Replicates])];
        var random = new SplitMix64(ContentSeed.Derive(options.Seed, 0, MemoryMarshal.Cast<double, float>(_residuals)));
        for (var replicate = 0; replicate < options.Replicates; replicate++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var draw = 0; draw < _residuals.Length; draw++)
            {
                var row = (int)Math.BigMul(random.NextBits(), (ulong)_residuals.Length, out _);
                for (var b = 0; b < bins.Length; b++)
                {
                    sums[b][bins[b][row]] += _residuals[row];
                }
            }

            for (var b = 0; b < bins.Length; b++)
            {
                errors[b][replicate] = sums[b].Sum(Math.Abs) / Count;
                Array.Clear(sums[b]);
            }
        }

        return errors;
    }
}
