using MLExplain.Audit.Attention;

namespace MLExplain.Reporting;

/// <summary>Writes where the model looks, by group, as CSV files in the form of <see cref="CsvReport"/> and the order of the report.</summary>
public static class AttentionCsv
{
    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="report">What to write.</param>
    /// <param name="means">The mean maps.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(AttentionReport report, IReadOnlyList<MeanMap> means)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(means);
        return
        [
            .. Files(report),
            ("mean_maps.csv", path => CsvReport.Write(
                path, ["attribute", "group", "class", "n", "distance", "p_value", "q_value", "status"],
                means.Select(m => (object?[])[m.Attribute, m.Group, m.Class, m.Images, m.Distance, m.PValue, m.QValue, m.Status]))),
        ];
    }

    /// <summary>Those that need no maps.</summary>
    internal static IReadOnlyList<(string Name, Action<string> Write)> Files(AttentionReport report) =>
    [
        ("saliency_groups.csv", path => WriteGroups(path, report)), ("saliency_disparities.csv", path => WriteDisparities(path, report)), ("reasons.csv", path => WriteReasons(path, report)),
    ];

    private static void WriteGroups(string path, AttentionReport report) => CsvReport.Write(
        path,
        ["attribute", "group", "class", "correctness", "method", "figure", "n", "undefined", "mean", "ci_low", "ci_high", "status"],
        report.Groups.Select(g => (object?[])
        [
            g.Slice.Attribute, g.Group, g.Slice.Class, g.Slice.Correctness, g.Slice.Method, g.Slice.Figure, g.Images, g.Undefined, g.Mean.Mean, g.Mean.Lower, g.Mean.Upper, g.Status,
        ]));

    private static void WriteDisparities(string path, AttentionReport report) => CsvReport.Write(
        path,
        ["attribute", "class", "correctness", "method", "figure", "group_low", "mean_low", "group_high", "mean_high", "difference", "ci_low", "ci_high", "p_value", "q_value", "status"],
        report.Disparities.Select(d => (object?[])
        [
            d.Slice.Attribute, d.Slice.Class, d.Slice.Correctness, d.Slice.Method, d.Slice.Figure, d.Low, d.LowMean, d.High, d.HighMean, d.Difference, d.Lower, d.Upper, d.PValue, d.QValue, d.Status,
        ]));

    private static void WriteReasons(string path, AttentionReport report) => CsvReport.Write(
        path,
        ["method", "attribute", "group", "right_on_evidence", "right_elsewhere", "wrong_on_evidence", "wrong_elsewhere", "unknown", "wrong_reason_share"],
        report.Reasons.Select(r => (object?[])[r.Method, r.Attribute, r.Group, r.RightOnEvidence, r.RightElsewhere, r.WrongOnEvidence, r.WrongElsewhere, r.Unknown, r.WrongReasonShare]));
}
