using Dermatology.Learning;
using MLExplain.Audit.Fairness;

namespace Dermatology.Study;

/// <summary>The figures of a study, as the demo's README states them.</summary>
internal static class StudySummary
{
    private const string Begin = "<!-- power:begin -->";
    private const string End = "<!-- power:end -->";

    public static string Markdown(IReadOnlyList<StudyRow> rows)
    {
        var (biased, fair) = (rows.Where(r => r.Model == ModelMaker.Biased).ToList(), rows.Where(r => r.Model == ModelMaker.Fair).ToList());
        var (ruler, skin) = (biased.Count(r => r.Ruler), biased.Count(r => r.DarkSkin));
        return string.Join('\n',
            "| | biased model | fair model |",
            "|---|---:|---:|",
            FormattableString.Invariant($"| seeds | {biased.Count} | {fair.Count} |"),
            FormattableString.Invariant($"| verdict fail, inconclusive, pass | {Verdicts(biased)} | {Verdicts(fair)} |"),
            FormattableString.Invariant($"| ruler confirmed, as speaking for malignant | {ruler} | {fair.Count(r => r.Ruler)} |"),
            FormattableString.Invariant($"| gate fails: fewer malignant lesions found on dark skin | {skin} | {fair.Count(r => r.DarkSkin)} |"),
            FormattableString.Invariant($"| planted causes named (95 % interval) | {Share(ruler + skin, 2 * biased.Count)} | |"),
            FormattableString.Invariant($"| names of what was not planted | {biased.Sum(r => r.UnplantedCount)} | {fair.Sum(r => r.UnplantedCount)} |"),
            FormattableString.Invariant($"| accuracy, % | {Range(biased, r => r.Accuracy)} | {Range(fair, r => r.Accuracy)} |"),
            FormattableString.Invariant($"| pasted rulers change the class, beyond the control, % | {Range(biased, r => r.RulerFlips)} | {Range(fair, r => r.RulerFlips)} |"),
            FormattableString.Invariant($"| gap of the share of malignant lesions found, between skin groups, % | {Range(biased, r => r.SkinGap)} | {Range(fair, r => r.SkinGap)} |"));
    }

    /// <summary>A page with the table between its marks replaced.</summary>
    public static string Replace(string page, string table)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin
            ? $"{page[..(begin + Begin.Length)]}\n{table}\n{page[end..]}"
            : throw new FormatException($"The page has no place for the table: '{Begin}' and '{End}' are expected.");
    }

    private static string Verdicts(List<StudyRow> rows) =>
        FormattableString.Invariant($"{rows.Count(r => r.Verdict == "fail")}, {rows.Count(r => r.Verdict == "inconclusive")}, {rows.Count(r => r.Verdict == "pass")}");

    private static string Share(int count, int of)
    {
        var interval = Wilson.Interval(count, of);
        return FormattableString.Invariant($"{count} of {of} ({100 * interval.Lower:F0} to {100 * interval.Upper:F0} %)");
    }

    private static string Range(List<StudyRow> rows, Func<StudyRow, double> figure) => FormattableString.Invariant($"{100 * rows.Min(figure):F1} to {100 * rows.Max(figure):F1}");
}
