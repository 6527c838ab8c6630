namespace MLExplain.Saliency;

/// <summary>The name a mistyped word most likely meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest insertions, deletions and substitutions (V. Levenshtein, 1966), case ignored; first wins ties.</summary>
    /// <returns>Null when there is no candidate.</returns>
    public static string? Of(string word, IEnumerable<string> candidates) => candidates.MinBy(candidate => Distance(word, candidate));

    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var same = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]);
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
