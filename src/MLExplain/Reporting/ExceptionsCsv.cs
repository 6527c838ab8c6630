using System.Globalization;
using MLExplain.Audit.Review;

namespace MLExplain.Reporting;

/// <summary>Writes what became of dismissed findings as a CSV file, in the form of <see cref="CsvReport"/>.</summary>
public static class ExceptionsCsv
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "exceptions.csv";

    /// <summary>One row per exception.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="exceptions">What to write.</param>
    public static void Write(string path, IReadOnlyList<JudgedException> exceptions) => CsvReport.Write(
        path,
        ["finding", "title", "state", "dismissed_value", "dismissed_low", "dismissed_high", "expires", "name", "role", "date", "comment"],
        exceptions.Select(e => (object?[])
        [
            e.Exception.Finding.Id, e.Exception.Finding.Title, CsvReport.Name(e.State), e.Exception.Finding.Value, e.Exception.Finding.Lower, e.Exception.Finding.Upper, Day(e.Exception.Expires),
            e.Exception.Name, e.Exception.Role, Day(e.Exception.Date), e.Exception.Comment,
        ]));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
