namespace MLExplain.Audit;

/// <summary>What stands between the cells of a CSV: spreadsheets of many languages write semicolons where others write commas.</summary>
public static class CsvSeparator
{
    private const string Known = ",;\t";

    /// <summary>The comma, semicolon or tab that stands in the header line most often, outside quotes; of equals the one named first here.</summary>
    /// <param name="path">Path of the CSV.</param>
    public static char Of(string path)
    {
        using var reader = new StreamReader(path);
        var counts = new int[Known.Length];
        var isQuoted = false;
        for (var letter = reader.Read(); letter >= 0 && (isQuoted || letter is not '\n' and not '\r'); letter = reader.Read())
        {
            isQuoted ^= letter == '"';
            if (!isQuoted && Known.IndexOf((char)letter, StringComparison.Ordinal) is >= 0 and var found)
            {
                counts[found]++;
            }
        }

        return Known[Array.IndexOf(counts, counts.Max())];
    }
}
