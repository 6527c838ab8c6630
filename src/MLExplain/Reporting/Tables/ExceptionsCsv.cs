using MLExplain.Audit.Review;

namespace MLExplain.Reporting.Tables;

/// <summary>What became of dismissed findings, as a CSV file.</summary>
public static class ExceptionsCsv
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "exceptions.csv";

    internal static readonly CsvTable<JudgedException> Table = new(FileName, "a finding that an earlier review dismissed, and what became of it; where `audit.review` or `--review` names an earlier report only")
    {
        { "finding", "id of the finding", e => e.Exception.Finding.Id },
        { "title", "what it asks", e => e.Exception.Finding.Title },
        {
            "state",
            "`applied` (the gate does not count), `expired`, `worse` (a failure where there was none, or for other groups, a number beyond the far end of the dismissed interval, or no number where there was one), `unused` (the gate passes, is not asked any more, or the run's day is before the review)",
            e => e.State
        },
        { "dismissed_value", "the number when it was dismissed", e => e.Exception.Finding.Value },
        { "dismissed_low", "lower end of its 95 % interval then", e => e.Exception.Finding.Lower },
        { "dismissed_high", "upper end", e => e.Exception.Finding.Upper },
        { "expires", "the last day on which it counts as dismissed", e => e.Exception.Expires },
        { "name", "who dismissed it", e => e.Exception.Name },
        { "role", "as what", e => e.Exception.Role },
        { "date", "when", e => e.Exception.Date },
        { "comment", "why", e => e.Exception.Comment },
    };

    /// <summary>One row per exception.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="exceptions">What to write.</param>
    public static void Write(string path, IReadOnlyList<JudgedException> exceptions) => Table.Write(path, exceptions);
}
