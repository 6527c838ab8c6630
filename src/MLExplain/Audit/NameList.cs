namespace MLExplain.Audit;

/// <summary>Names in a sentence: a model may have a thousand classes.</summary>
public static class NameList
{
    private const int Shown = 10;

    /// <summary>The first names in quotes, so that spaces at their ends are seen, and how many more there are.</summary>
    /// <param name="names">The names.</param>
    public static string Quoted(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Of([.. names.Select(n => $"'{n}'")]);
    }

    /// <summary>The first names, and how many more there are.</summary>
    /// <param name="names">The names.</param>
    public static string Of(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? FormattableString.Invariant($" and {names.Count - Shown} more") : "");
    }
}
