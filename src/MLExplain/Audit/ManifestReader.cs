namespace MLExplain.Audit;

/// <summary>Reads the CSV that lists an audit's images.</summary>
public static class ManifestReader
{
    /// <summary>Reads every row, in file order.</summary>
    /// <param name="path">Path of the CSV: UTF-8, with a header line; cells are separated by commas, semicolons or tabs, as the header line shows.</param>
    /// <param name="columns">What its columns are called.</param>
    /// <exception cref="DataException">The file is missing or empty, lacks a column, or repeats an identifier.</exception>
    public static IReadOnlyList<ManifestRow> Read(string path, ManifestColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (!File.Exists(path))
        {
            throw new DataException($"No image manifest at '{path}'.");
        }

        using var csv = CsvSource.Open(path);
        if (csv.Columns.Count == 0)
        {
            throw new DataException($"The image manifest '{path}' is empty: expected a header line with at least the columns {columns.Id}, {columns.File} and {columns.Label}.");
        }

        CheckColumns(path, [.. csv.Columns], columns);
        var rows = ReadRows(path, csv, columns);
        return rows.Count > 0 ? rows : throw new DataException($"The image manifest '{path}' has a header but no rows: expected one row per image.");
    }

    private static List<ManifestRow> ReadRows(string path, CsvSource csv, ManifestColumns columns)
    {
        var rows = new List<ManifestRow>();
        var lines = new Dictionary<string, long>();
        while (csv.Read())
        {
            var id = csv[columns.Id];
            var line = csv.Line;
            if (id.Length == 0)
            {
                throw new DataException($"{path}({line}): the column '{columns.Id}' is empty; every image needs an identifier.");
            }

            if (!lines.TryAdd(id, line))
            {
                throw new DataException($"{path}({line}): the identifier '{id}' stands on line {lines[id]} already; identifiers must be unique.");
            }

            rows.Add(new ManifestRow(
                id, csv[columns.File], csv[columns.Label],
                [.. columns.Groups.Select(g => KeyValuePair.Create(g, csv[g]))],
                [.. columns.Masks.Select(m => KeyValuePair.Create(m.Key, csv[m.Value]))]));
        }

        return rows;
    }

    private static void CheckColumns(string path, string[] header, ManifestColumns columns)
    {
        string[] missing = [.. new[] { columns.Id, columns.File, columns.Label }.Concat(columns.Groups).Concat(columns.Masks.Values).Except(header)];
        if (missing.Length > 0)
        {
            throw new DataException(
                $"The image manifest '{path}' has no column {string.Join(" and no column ", missing.Select(m => $"'{m}'"))}: "
                + $"found {string.Join(", ", header)}. Rename the column, or name the right one under data.columns of the pipeline file.");
        }
    }
}
