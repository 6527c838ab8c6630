using System.Text;

namespace Dermatology.Learning;

/// <summary>The measured figures as the Markdown table that the demo's README quotes: one line per group, the three models beside each other.</summary>
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

    private static string Cells(Measured row) =>
        string.Join(" | ", new[] { row.Accuracy, row.TruePositiveRate, row.FalsePositiveRate, row.RulerFlips }.Select(Percent));

    private static string Percent(double fraction) => FormattableString.Invariant($"{100 * fraction:F1}");
}
