using MLExplain.Tensors;

namespace MLExplain.Audit.Fairness;

/// <summary>One rate of the groups that have it: where it is least and largest, in the data, in every resample and in every permutation.</summary>
internal sealed class RateGap
{
    private readonly int[] _members;
    private readonly IReadOnlyList<ComparedGroup> _groups;

    public RateGap(RateMetric metric, IReadOnlyList<ComparedGroup> groups, FairnessOptions options)
    {
        (Metric, _groups) = (metric, groups);
        Rates = [.. groups.Select(g => Rate.Of(g.Cells, g.Counts, metric, options))];
        _members = [.. Enumerable.Range(0, groups.Count).Where(g => Rates[g].Status == RateStatus.Ok)];
        LeftOut = [.. Enumerable.Range(0, groups.Count).Except(_members).OrderBy(g => groups[g].Place).Select(g => groups[g].Cells.Name)];
        var named = _members.OrderBy(g => groups[g].Place).ToList();
        (Low, High) = IsEstimable ? (named.MinBy(Value), named.MaxBy(Value)) : (-1, -1);
        // Where all rates are the same, two groups are named all the same, not one with itself.
        High = IsEstimable && High == Low ? named[^1] : High;
        (Differences, Ratios, Minima) = (new double[options.Replicates], new double[options.Replicates], new double[options.Replicates]);
    }

    public RateMetric Metric { get; }

    public IReadOnlyList<Rate> Rates { get; }

    public IReadOnlyList<string> LeftOut { get; }

    public bool IsEstimable => _members.Length >= 2;

    /// <summary>Index of the group where the rate is least.</summary>
    public int Low { get; }

    /// <summary>Index of the group where it is largest.</summary>
    public int High { get; }

    public double Difference => Value(High) - Value(Low);

    /// <summary>Null when every rate is 0.</summary>
    public double? Ratio => Value(High) == 0 ? null : Value(Low) / Value(High);

    public double Minimum => Value(Low);

    public IReadOnlyList<ScoreBounds.Share> Shares => [.. _members.Select(g => new ScoreBounds.Share(Rates[g].Numerator, Rates[g].Denominator))];

    /// <summary>max − min in each resample.</summary>
    public double[] Differences { get; }

    /// <summary>min ÷ max in each resample.</summary>
    public double[] Ratios { get; }

    /// <summary>min in each resample.</summary>
    public double[] Minima { get; }

    /// <summary>max − min in each permutation.</summary>
    public double[] Permuted { get; set; } = [];

    public string Name(int group) => _groups[group].Cells.Name;

    /// <summary>A group that by chance has nothing to count in a resample takes no part in it.</summary>
    public void Observe(int replicate, ReadOnlySpan<Confusion> drawn)
    {
        var (least, most, counted) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        foreach (var g in _members)
        {
            if (Metric.Denominator(drawn[g]) is > 0 and var denominator)
            {
                var rate = Metric.Numerator(drawn[g]) / (double)denominator;
                (least, most, counted) = (Math.Min(least, rate), Math.Max(most, rate), counted + 1);
            }
        }

        (Differences[replicate], Minima[replicate]) = counted < 2 ? (double.NaN, double.NaN) : (most - least, least);
        Ratios[replicate] = counted < 2 || most == 0 ? double.NaN : least / most;
    }

    /// <summary>
    /// Deals the records that show what is counted out to the groups anew, as if groups did not matter: each group keeps the number of
    /// records that could show it. For TPR these are the records labelled as the class, for FPR the others.
    /// </summary>
    public double[] Permute(SplitMix64 random, LogFactorials logs, int permutations)
    {
        var (population, successes) = (_members.Sum(g => Rates[g].Denominator), _members.Sum(g => Rates[g].Numerator));
        var differences = new double[permutations];
        for (var p = 0; p < permutations; p++)
        {
            var (left, shows, least, most) = (population, successes, double.PositiveInfinity, double.NegativeInfinity);
            foreach (var g in _members)
            {
                var size = Rates[g].Denominator;
                var dealt = CountDraws.Hypergeometric(ref random, logs, left, shows, size);
                (left, shows) = (left - size, shows - dealt);
                var rate = dealt / (double)size;
                (least, most) = (Math.Min(least, rate), Math.Max(most, rate));
            }

            differences[p] = most - least;
        }

        return differences;
    }

    private double Value(int group) => Rates[group].Value!.Value;
}
