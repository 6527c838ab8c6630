namespace MLExplain.Saliency;

/// <summary>The name a mistyped word most likely meant.</summary>
public static class NearestName
{
    /// <summary>The candidate with the fewest insertions, deletions and substitutions (V. Levenshtein, 1966), case ignored; first wins ties.</summary>
    /// <param name="word">The word.</param>
    /// <param name="candidates">What it may have meant.</param>
    /// <returns>Null when none is near: more than half of the longer one would have to change (two letters that changed places are two changes). To suggest a class that was not meant is worse than none.</returns>
    public static string? Of(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (candidates.MinBy(candidate => Distance(word, candidate)) is not { } near)
        {
            return null;
        }

        var (changes, length) = (Distance(word, near), Math.Max(word.Length, near.Length));
        return changes < length && changes * 2 <= length + 1 ? near : null;
    }

    /// <summary>What may be meant, to stand behind "there is no such name": the nearest name, or all.</summary>
    internal static string Hint(string word, IReadOnlyCollection<string> candidates) =>
        Of(word, candidates) is { } near ? $"; did you mean '{near}'?" : candidates.Count > 0 ? $": expected one of {Audit.NameList.Of(candidates)}." : ": there is none.";

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
