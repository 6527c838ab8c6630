using MLExplain.Audit.Fairness;

namespace MLExplain.Reporting.Tables;

/// <summary>The predictions that an audit was made of, in the order of the file they came from.</summary>
public static class PredictionsCsv
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "predictions.csv";

    internal static readonly CsvTable<FairnessRecord> Table = new(FileName, "a record of the audit")
    {
        { "id", "the record; its number from 1 where no column was named", r => r.Id },
        { "label", "the true class; empty where not known", r => r.Label },
        { "prediction", "the predicted class; empty where not known", r => r.Prediction },
        { "score", "probability of the positive class, or of the predicted one where none was named, 0 to 1; empty where not known", r => r.Score },
        { "group.NAME", "the attribute NAME; one column each", r => r.Groups.Select(g => g.Key), (r, name) => r.Groups.FirstOrDefault(g => g.Key == name).Value },
    };

    /// <summary>One row per record.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="records">What to write.</param>
    public static void Write(string path, IReadOnlyList<FairnessRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        Table.Write(path, records);
    }
}
