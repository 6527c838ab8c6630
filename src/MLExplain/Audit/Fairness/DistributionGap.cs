using MLExplain.Tensors;

namespace MLExplain.Audit.Fairness;

/// <summary>
/// How far groups' distributions of predicted classes are apart: half the summed differences of two groups' shares (total variation), averaged
/// over one table or, for equalized odds, over one table per true class.
/// </summary>
internal sealed class DistributionGap
{
    private readonly IReadOnlyList<ComparedGroup> _members;
    private readonly Func<int, int> _tableOf;
    private readonly int _tables;
    private readonly int _classes;

    /// <param name="groups">Groups with records.</param>
    /// <param name="tableOf">The table that a record of a true class is counted in.</param>
    /// <param name="tables">Number of tables.</param>
    /// <param name="classes">Number of predicted classes.</param>
    /// <param name="minimum">Least number of records in each table of a group that takes part.</param>
    public DistributionGap(IReadOnlyList<ComparedGroup> groups, Func<int, int> tableOf, int tables, int classes, int minimum)
    {
        (_tableOf, _tables, _classes) = (tableOf, tables, classes);
        _members = tables == 0 ? [] : [.. groups.Where(g => Sizes(g.Cells.Cells.Select(c => (c, c.Count))).All(n => n >= minimum))];
    }

    /// <summary>Names of the groups that take part.</summary>
    public IEnumerable<string> Members => _members.Select(m => m.Cells.Name);

    public bool IsEstimable => _members.Count >= 2;

    /// <summary>Additions for one look at all pairs.</summary>
    public long Work => (long)_members.Count * (_members.Count - 1) / 2 * _tables * _classes;

    /// <summary>The pair that is furthest apart, its distance, and the mean over pairs.</summary>
    public (GroupCells First, GroupCells Second, double Max, double Mean) Observed()
    {
        var shares = Shares(_members.Select(g => g.Cells.Cells.Select(c => (c, c.Count))));
        var (first, second, max, mean) = Furthest(shares);
        var (a, b) = (_members[first], _members[second]);
        return a.Place < b.Place ? (a.Cells, b.Cells, max, mean) : (b.Cells, a.Cells, max, mean);
    }

    /// <summary>The group that is furthest from all others on average; of two neither is.</summary>
    public string? Outlier()
    {
        if (_members.Count < 3)
        {
            return null;
        }

        var shares = Shares(_members.Select(g => g.Cells.Cells.Select(c => (c, c.Count))));
        return _members[Enumerable.Range(0, shares.Length).MaxBy(a => shares.Sum(other => Distance(shares[a], other)))].Cells.Name;
    }

    /// <summary>
    /// How much larger the distance of two groups may be than resamples show, because what is rare was not seen in the data: of each table Wilson's upper end of the share outside
    /// the most frequent prediction, less that share; errors of tables, and of the two groups where they are largest, added as independent ones are.
    /// </summary>
    public double UnseenErrors(double level)
    {
        var unseen = _members.Select(g => Unseen(g.Cells.Cells, Wilson.Deviate(level))).OrderDescending().ToArray();
        return Math.Sqrt(unseen[0] + unseen[1]);
    }

    /// <summary>The square of a group's error of the mean over the tables.</summary>
    private double Unseen(IReadOnlyList<GroupCells.Cell> cells, double z) => cells.GroupBy(c => _tableOf(c.Label)).Sum(table =>
    {
        var (count, most) = (table.Sum(c => c.Count), table.GroupBy(c => c.Prediction).Max(p => p.Sum(c => c.Count)));
        return Math.Pow((Wilson.OfDeviate(count - most, count, z).Upper - ((count - most) / (double)count)) / _tables, 2);
    });

    public (double Max, double Mean) Resample(ref SplitMix64 random, LogFactorials logs)
    {
        var drawn = new List<List<(GroupCells.Cell, long)>>(_members.Count);
        foreach (var group in _members)
        {
            var (left, rest) = (group.Cells.Count, group.Cells.Count);
            var cells = new List<(GroupCells.Cell, long)>(group.Cells.Cells.Count);
            foreach (var cell in group.Cells.Cells)
            {
                var count = CountDraws.Binomial(ref random, logs, left, cell.Count / (double)rest);
                (left, rest) = (left - count, rest - cell.Count);
                cells.Add((cell, count));
            }

            drawn.Add(cells);
        }

        var (_, _, max, mean) = Furthest(Shares(drawn));
        return (max, mean);
    }

    /// <summary>Deals the predictions of each table out to the groups anew; each group keeps its number of records.</summary>
    public (double Max, double Mean) Permute(ref SplitMix64 random, LogFactorials logs)
    {
        var counts = _members.Select(_ => new List<(GroupCells.Cell, long)>()).ToList();
        var cells = _members.SelectMany(g => g.Cells.Cells).GroupBy(c => _tableOf(c.Label)).OrderBy(t => t.Key);
        foreach (var table in cells)
        {
            var left = table.GroupBy(c => c.Prediction).OrderBy(c => c.Key).Select(c => (Cell: c.First(), Count: c.Sum(x => x.Count))).ToArray();
            for (var g = 0; g < _members.Count; g++)
            {
                var (size, population) = (_members[g].Cells.Cells.Where(c => _tableOf(c.Label) == table.Key).Sum(c => c.Count), left.Sum(l => l.Count));
                for (var c = 0; c < left.Length; c++)
                {
                    var dealt = CountDraws.Hypergeometric(ref random, logs, population, left[c].Count, size);
                    (size, population) = (size - dealt, population - left[c].Count);
                    left[c].Count -= dealt;
                    counts[g].Add((left[c].Cell, dealt));
                }
            }
        }

        var (_, _, max, mean) = Furthest(Shares(counts));
        return (max, mean);
    }

    private long[] Sizes(IEnumerable<(GroupCells.Cell Cell, long Count)> cells)
    {
        var sizes = new long[_tables];
        foreach (var (cell, count) in cells)
        {
            sizes[_tableOf(cell.Label)] += count;
        }

        return sizes;
    }

    /// <summary>Of each group the shares of the predicted classes in each table; a table that a resample left empty has shares 0.</summary>
    private double[][] Shares(IEnumerable<IEnumerable<(GroupCells.Cell Cell, long Count)>> groups) =>
    [
        .. groups.Select(cells =>
        {
            var (sizes, shares) = (Sizes(cells), new double[_tables * _classes]);
            foreach (var (cell, count) in cells)
            {
                var table = _tableOf(cell.Label);
                shares[(table * _classes) + cell.Prediction] += count / (double)Math.Max(1, sizes[table]);
            }

            return shares;
        }),
    ];

    private (int First, int Second, double Max, double Mean) Furthest(double[][] shares)
    {
        var (furthest, sum, pairs) = ((First: 0, Second: 1, Distance: -1.0), 0.0, 0);
        for (var a = 0; a < shares.Length; a++)
        {
            for (var b = a + 1; b < shares.Length; b++)
            {
                var distance = Distance(shares[a], shares[b]);
                (sum, pairs) = (sum + distance, pairs + 1);
                furthest = distance > furthest.Distance ? (a, b, distance) : furthest;
            }
        }

        return (furthest.First, furthest.Second, furthest.Distance, sum / pairs);
    }

    private double Distance(double[] one, double[] other)
    {
        var distance = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            distance += Math.Abs(one[i] - other[i]);
        }

        return distance / (2 * _tables);
    }
}
