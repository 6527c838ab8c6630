using MathNet.Numerics.Statistics;

namespace MLExplain.Audit.Fairness;

/// <summary>The records with a score: which, how large, and whether what it speaks of is true.</summary>
internal sealed class KnownScores
{
    private KnownScores(int[] records, double[] values, bool[] isTrue, int missing)
    {
        (Records, Values, IsTrue) = (records, values, isTrue);
        Sorted = [.. values.Order()];
        Summary = new(values.Length, missing, values.Count(v => v is < 0 or > 1));
    }

    /// <summary>Indices of the records.</summary>
    public int[] Records { get; }

    public double[] Values { get; }

    /// <summary>Labelled as the positive class where one is named, else predicted as labelled.</summary>
    public bool[] IsTrue { get; }

    /// <summary>The values from small to large.</summary>
    public double[] Sorted { get; }

    public ScoreSummary Summary { get; }

    public static KnownScores Of(UsableRecords usable, string? positive)
    {
        int[] known = [.. Enumerable.Range(0, usable.Records.Count).Where(i => usable.Records[i].Score is { } score && double.IsFinite(score))];
        return new(
            known, [.. known.Select(i => usable.Records[i].Score!.Value)], [.. known.Select(i => usable.Records[i].Label == (positive ?? usable.Records[i].Prediction))],
            usable.Records.Count - known.Length);
    }

    /// <summary>Of each group the records with a score, and those of them above the median of all scores.</summary>
    public (long[] Counts, long[] Above) AboveMedian(Grouping grouping)
    {
        var (counts, above) = (new long[grouping.Groups.Count], new long[grouping.Groups.Count]);
        var median = Sorted.Length == 0 ? 0 : SortedArrayStatistics.Median(Sorted);
        for (var i = 0; i < Records.Length; i++)
        {
            var group = grouping.Members[Records[i]];
            counts[group]++;
            above[group] += Values[i] > median ? 1 : 0;
        }

        return (counts, above);
    }

    /// <summary>Of each group the records with a score, by number here, ordered by score and truth so that the order of the data does not matter.</summary>
    public int[][] ByGroup(Grouping grouping)
    {
        var groups = grouping.Groups.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < Records.Length; i++)
        {
            groups[grouping.Members[Records[i]]].Add(i);
        }

        return [.. groups.Select(g => g.OrderBy(i => Values[i]).ThenBy(i => IsTrue[i]).ToArray())];
    }
}
