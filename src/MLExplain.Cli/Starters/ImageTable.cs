using CsvHelper;
using MLExplain.Audit;

namespace MLExplain.Cli.Starters;

/// <summary>A CSV about images, as a user has it: all of its cells.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Rows">Its rows, one cell per column.</param>
internal sealed record ImageTable(string Path, string[] Columns, IReadOnlyList<string[]> Rows)
{
    /// <exception cref="DataException">The file is missing or has no rows.</exception>
    public static ImageTable Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataException($"No CSV of images at '{path}'.");
        }

        using var csv = CsvSource.Open(path);
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. csv.Columns.Select(column => csv[column])]);
        }

        return rows.Count > 0 ? new(path, [.. csv.Columns], rows) : throw new DataException($"The CSV '{path}' has no rows: expected a header line and one row per image.");
    }

    /// <summary>The cells of a column.</summary>
    public IEnumerable<string> Cells(string column) => Rows.Select(r => r[Array.IndexOf(Columns, column)]);

    /// <summary>Number of different values of a column; cells that say nothing are not counted.</summary>
    public string[] Values(string column) => [.. Cells(column).Where(c => c.Trim().Length > 0).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Writes the table.</summary>
    public void Write(string path)
    {
        using var stream = File.Create(path);
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ',', NewLine = "\n" }, leaveOpen: false);
        csv.WriteHeader(Columns);
        foreach (var row in Rows)
        {
            foreach (var cell in row)
            {
                csv.WriteField(cell);
            }

            csv.EndRecord();
        }

        csv.Flush();
    }
}
