using System.Globalization;
using CsvHelper;
using MLExplain.Audit;
using MLExplain.Reporting.Tables;

namespace MLExplain.Reporting.Verification;

/// <summary>The rows of a report's CSV file, by the names of its columns.</summary>
internal sealed class CsvRows
{
    private readonly string _path;
    private readonly Dictionary<string, int> _columns;

    private CsvRows(string path, string[] columns, IReadOnlyList<string[]> rows) =>
        (_path, Columns, _columns, Rows) = (path, columns, columns.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal), rows);

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string[]> Rows { get; }

    /// <exception cref="DataException">The file is missing, or its rows do not fit its header.</exception>
    public static CsvRows Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataException($"'{path}' is missing.");
        }

        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', TrackLineNumbers = true });
        string[] columns = [.. csv.Headers];
        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Length)
        {
            throw new DataException($"'{path}' has two columns of one name.");
        }

        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add(csv.FieldCount == columns.Length ? [.. Enumerable.Range(0, columns.Length).Select(csv.GetString)]
                : throw new DataException(FormattableString.Invariant($"'{path}', line {csv.LineNumber}: {csv.FieldCount} cells, expected {columns.Length}.")));
        }

        return new(path, columns, rows);
    }

    public string Text(string[] row, string column) => CsvFile.Unescaped(Cell(row, column));

    public double? Number(string[] row, string column) => Cell(row, column) is not { Length: > 0 } cell ? null
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new DataException($"'{_path}': '{cell}' in the column '{column}' is no number.");

    public int Whole(string[] row, string column) => int.TryParse(Cell(row, column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new DataException($"'{_path}': '{Cell(row, column)}' in the column '{column}' is no whole number.");

    public float[] List(string[] row, string column) => [.. Cell(row, column).Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(item =>
        float.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw new DataException($"'{_path}': '{item}' in the column '{column}' is no number."))];

    public TEnum Name<TEnum>(string[] row, string column)
        where TEnum : struct, Enum
    {
        var cell = Cell(row, column);
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (EnumText.Name(value) == cell)
            {
                return value;
            }
        }

        throw new DataException($"'{_path}': '{cell}' in the column '{column}' is none of {string.Join(", ", Enum.GetValues<TEnum>().Select(EnumText.Name))}.");
    }

    private string Cell(string[] row, string column) => _columns.TryGetValue(column, out var index) ? row[index] : throw new DataException($"'{_path}' has no column '{column}'.");
}
