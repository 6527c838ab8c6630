using System.Globalization;
using CsvHelper;

namespace MLExplain.Reporting.Tables;

/// <summary>The form of every CSV file: UTF-8, comma, <c>\n</c>, invariant numbers that read back exactly, safe to open in a spreadsheet.</summary>
internal static class CsvFile
{
    /// <summary>What a spreadsheet takes for a formula.</summary>
    private const string Escaped = "=@+-\t\r\n";

    private static readonly CsvWriterOptions Options = new()
    {
        Separator = ',', NewLine = "\n", Injection = CsvInjection.Escape, InjectionCharacters = Escaped, FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <summary>Writes a header and its rows.</summary>
    public static void Write(string path, string[] header, IEnumerable<IEnumerable<object?>> rows)
    {
        using var stream = File.Create(path);
        using var csv = CsvWriter.Create(stream, Options, leaveOpen: false);
        csv.WriteHeader(header);
        foreach (var row in rows)
        {
            foreach (var cell in row)
            {
                csv.WriteField(Field(cell));
            }

            csv.EndRecord();
        }

        csv.Flush();
    }

    /// <summary>Numbers as a JSON array.</summary>
    public static string List<T>(IEnumerable<T> values)
        where T : IFormattable => $"[{string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}]";

    /// <summary>A text cell as it was before it was made safe for spreadsheets.</summary>
    public static string Unescaped(string cell) => LooksEscaped(cell) ? cell[1..] : cell;

    /// <summary>A value as it stands in a cell, before it is made safe for spreadsheets.</summary>
    public static string Cell(object? value) => Convert.ToString(Plain(value), CultureInfo.InvariantCulture) ?? "";

    private static object? Field(object? cell) => cell is string text && LooksEscaped(text) ? "'" + text : Plain(cell);

    private static object? Plain(object? cell) => cell switch
    {
        bool truth => truth ? "true" : "false",
        Enum value => EnumText.Snake(value),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => cell,
    };

    /// <summary>A text that would read back as another one: it gets one apostrophe more.</summary>
    private static bool LooksEscaped(string text) => text.AsSpan().TrimStart('\'') is { Length: > 0 } rest && rest.Length < text.Length && Escaped.Contains(rest[0], StringComparison.Ordinal);
}
