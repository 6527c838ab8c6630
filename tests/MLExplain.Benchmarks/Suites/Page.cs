using System.Globalization;

namespace MLExplain.Benchmarks.Suites;

/// <summary>Prints results as the Markdown that README.md holds.</summary>
internal sealed class Page(TextWriter writer)
{
    public void Heading(string text) => writer.WriteLine($"\n### {text}\n");

    public void Line(string text) => writer.WriteLine(text);

    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = new List<IReadOnlyList<string>> { columns };
        lines.AddRange(rows);
        var widths = columns.Select((_, c) => lines.Max(l => l[c].Length)).ToArray();
        lines.Insert(1, [.. widths.Select((w, c) => c == 0 ? new string('-', w) : new string('-', w - 1) + ":")]);
        foreach (var line in lines)
        {
            writer.WriteLine("| " + string.Join(" | ", line.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))) + " |");
        }

        writer.Flush();
    }

    public static string Number(double value, int digits = 1) => value.ToString("F" + digits, CultureInfo.InvariantCulture);

    public static string Times(double ratio) => Number(ratio, 2) + "x";

    public static string Small(double value) => value.ToString("0.0E+0", CultureInfo.InvariantCulture);
}
