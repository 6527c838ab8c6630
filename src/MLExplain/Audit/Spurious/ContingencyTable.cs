namespace MLExplain.Audit.Spurious;

/// <summary>How strongly two categories go together.</summary>
internal static class ContingencyTable
{
    /// <summary>Cramér's V = √(χ² / (n · (min(rows, columns) − 1))), 0 (independent) to 1; null when a category has one value only.</summary>
    /// <remarks>H. Cramér, "Mathematical Methods of Statistics", 1946.</remarks>
    /// <param name="first">Category per item, from 0.</param>
    /// <param name="second">Category per item, from 0.</param>
    public static double? CramersV(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        var counts = new Dictionary<(int, int), int>();
        var (rows, columns) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        for (var i = 0; i < first.Length; i++)
        {
            counts[(first[i], second[i])] = counts.GetValueOrDefault((first[i], second[i])) + 1;
            rows[first[i]] = rows.GetValueOrDefault(first[i]) + 1;
            columns[second[i]] = columns.GetValueOrDefault(second[i]) + 1;
        }

        if (Math.Min(rows.Count, columns.Count) < 2)
        {
            return null;
        }

        var square = 0.0;
        foreach (var (row, inRow) in rows)
        {
            foreach (var (column, inColumn) in columns)
            {
                var expected = inRow * (double)inColumn / first.Length;
                var difference = counts.GetValueOrDefault((row, column)) - expected;
                square += difference * difference / expected;
            }
        }

        return Math.Sqrt(square / (first.Length * (Math.Min(rows.Count, columns.Count) - 1.0)));
    }
}
