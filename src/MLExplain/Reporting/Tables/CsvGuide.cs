namespace MLExplain.Reporting.Tables;

/// <summary>The documentation of the CSV files, from the columns that write them.</summary>
internal static class CsvGuide
{
    /// <summary>Markdown: the files with what a row is, then each with its columns in their order.</summary>
    public static string Markdown() => string.Concat(CsvTables.Groups.Select(Group)).TrimEnd('\n') + "\n";

    private static string Group(CsvTableGroup group) =>
        $"""
        ## {group.Title}

        | file | one row |
        |---|---|
        {Lines(group.Tables.Select(t => $"| [{t.File}](#{Anchor(t.File)}) | {t.Row} |"))}

        {string.Concat(group.Tables.Select(Table))}
        """;

    private static string Table(ICsvTable table) =>
        $"""
        ### {table.File}

        | column | meaning |
        |---|---|
        {Lines(table.Columns.Select(c => $"| `{c.Key}` | {c.Value} |"))}


        """;

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    /// <summary>Of a heading, as GitHub makes it.</summary>
    private static string Anchor(string heading) => heading.Replace(".", "", StringComparison.Ordinal);
}
