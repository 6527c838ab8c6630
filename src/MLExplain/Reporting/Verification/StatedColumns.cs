using MLExplain.Reporting.Tables;

namespace MLExplain.Reporting.Verification;

/// <summary>The cells of a file of a report, to be held against what they must be.</summary>
/// <param name="file">Name of the file.</param>
/// <param name="rows">Its rows.</param>
internal sealed class StatedColumns(string file, CsvRows rows)
{
    public CsvRows Rows => rows;

    public string Text(string[] row, string column) => rows.Text(row, column);

    public double? Number(string[] row, string column) => rows.Number(row, column);

    /// <summary>The first cell of a column that is not what it must be, as a sentence; null for none.</summary>
    /// <param name="key">The column that names a row.</param>
    /// <param name="column">The column.</param>
    /// <param name="expected">What must stand in a row; null for an empty cell.</param>
    public string? Check(string key, string column, Func<string[], object?> expected)
    {
        foreach (var row in rows.Rows)
        {
            var (found, due) = (rows.Text(row, column), CsvFile.Cell(expected(row)));
            if (found != due)
            {
                return $"{file}: '{column}' of '{rows.Text(row, key)}' is stated as '{found}', but the report's other cells give '{due}'.";
            }
        }

        return null;
    }
}
