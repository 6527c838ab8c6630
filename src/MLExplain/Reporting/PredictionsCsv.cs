using MLExplain.Audit.Fairness;

namespace MLExplain.Reporting;

/// <summary>Writes the predictions that an audit was made of, in the form of <see cref="CsvReport"/> and the order of the file they came from.</summary>
public static class PredictionsCsv
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "predictions.csv";

    /// <summary>One row per record.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="records">What to write.</param>
    public static void Write(string path, IReadOnlyList<FairnessRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        string[] groups = [.. records.SelectMany(r => r.Groups).Select(g => g.Key).Distinct()];
        CsvReport.Write(
            path,
            ["id", "label", "prediction", "score", .. groups.Select(g => "group." + g)],
            records.Select(r => (object?[])[r.Id, r.Label, r.Prediction, r.Score, .. groups.Select(g => r.Groups.FirstOrDefault(p => p.Key == g).Value)]));
    }
}
