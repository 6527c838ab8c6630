using System.Globalization;
using MLExplain.Saliency;

namespace MLExplain.Audit.Fairness;

/// <summary>Reads a CSV of predictions: fairness needs no model, and no pictures.</summary>
public static class PredictionsReader
{
    /// <summary>Reads every row, in file order.</summary>
    /// <param name="path">Path of the CSV: UTF-8, with a header line; cells are separated by commas, semicolons or tabs, as the header line shows.</param>
    /// <param name="columns">What its columns are called.</param>
    /// <returns>One record per row. An empty cell is a value that is not known; the audit counts it.</returns>
    /// <exception cref="DataException">The file is missing or empty, lacks a column, repeats an identifier, or has a score that is no number.</exception>
    public static IReadOnlyList<FairnessRecord> Read(string path, PredictionColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        using var csv = Open(path);
        string[] header = [.. csv.Columns];
        var missing = columns.All.FirstOrDefault(c => !header.Contains(c));
        if (missing is not null)
        {
            throw new DataException(header.Length == 0
                ? $"The CSV of predictions '{path}' is empty: expected a header line with the columns {string.Join(", ", columns.All)}."
                : $"The CSV of predictions '{path}' has no column '{missing}'{(NearestName.Of(missing, header) is { } near ? $"; did you mean '{near}'?" : ".")} Its columns are {string.Join(", ", header)}.");
        }

        var records = new List<FairnessRecord>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (csv.Read())
        {
            var record = Record(path, csv, columns, records.Count + 1);
            if (!lines.TryAdd(record.Id, csv.Line))
            {
                throw new DataException($"{path}({csv.Line}): the identifier '{record.Id}' stands on line {lines[record.Id]} already; identifiers must be unique.");
            }

            records.Add(record);
        }

        return records.Count > 0 ? records : throw new DataException($"The CSV of predictions '{path}' has a header but no rows: expected one row per image.");
    }

    /// <summary>Names of the columns.</summary>
    /// <param name="path">Path of the CSV.</param>
    /// <exception cref="DataException">The file is missing.</exception>
    public static IReadOnlyList<string> Columns(string path)
    {
        using var csv = Open(path);
        return csv.Columns;
    }

    private static CsvSource Open(string path) => File.Exists(path)
        ? CsvSource.Open(path)
        : throw new DataException($"No CSV of predictions at '{path}'.");

    private static FairnessRecord Record(string path, CsvSource csv, PredictionColumns columns, int number) => new()
    {
        Id = columns.Id is { } id ? csv[id] : number.ToString(CultureInfo.InvariantCulture),
        Label = csv[columns.Label],
        Prediction = csv[columns.Prediction],
        Score = columns.Score is { } score ? Score(path, csv, score) : null,
        Groups = [.. columns.Groups.Select(g => KeyValuePair.Create(g, csv[g]))],
    };

    private static double? Score(string path, CsvSource csv, string column)
    {
        var text = csv[column];
        return string.IsNullOrWhiteSpace(text) ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && double.IsFinite(score) ? score
            : throw new DataException($"{path}({csv.Line}): the score '{text}' in the column '{column}' is no number: expected one with a point as its decimal sign, such as 0.93, or nothing.");
    }
}
