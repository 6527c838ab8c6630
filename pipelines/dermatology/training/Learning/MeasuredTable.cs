using System.Text;

namespace Dermatology.Learning;

/// <summary>
/// The measured figures as the Markdown table that the demo's README quotes: one line per group, the three models beside each other.
/// </summary>
internal static class MeasuredTable
{
    private const string Head =
        "| group | images | biased: accuracy | TPR | FPR | flips | fair: accuracy | TPR | FPR | flips | shuffled: accuracy |\n"
        + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n";

    public static string Markdown(IReadOnlyList<Measured> rows)
    {
        var text = new StringBuilder(Head);
        foreach (var group in rows.GroupBy(r => r.Group))
        {
            var of = group.ToDictionary(r => r.Model);
            text.Append(FormattableString.Invariant(
                $"| {group.Key} | {of["fair"].Images} | {Cells(of["biased"])} | {Cells(of["fair"])} | {Percent(of["shuffled"].Accuracy)} |\n"));
        }

        return text.ToString();
    }

    /// <summary>The page with its table, which begins with the same head, replaced.</summary>
    public static string Replace(string page, string table)
    {
        var start = page.IndexOf(Head, StringComparison.Ordinal);
        var end = page.IndexOf("\n\n", Math.Max(start, 0), StringComparison.Ordinal);
        return start < 0 || end < 0
            ? throw new FormatException(
                $"README.md has no table that begins with '{Head.Split('\n')[0]}' and ends with an empty line; put one where the figures belong.")
            : page[..start] + table + page[(end + 1)..];
    }

    private static string Cells(Measured row) =>
        string.Join(" | ", new[] { row.Accuracy, row.TruePositiveRate, row.FalsePositiveRate, row.RulerFlips }.Select(Percent));

    private static string Percent(double fraction) => FormattableString.Invariant($"{100 * fraction:F1}");
}
