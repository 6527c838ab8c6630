using MLExplain.Audit.Fairness;

namespace MLExplain.Reporting;

/// <summary>Whether scores mean the same in every group: the error of each, and its reliability diagram.</summary>
internal static class HtmlCalibration
{
    /// <summary>Bins of fewer records are left out of the diagrams: their share is chance.</summary>
    private const int LeastInBin = 3;

    private const string Binning = "equal_width";

    /// <summary>Why there is nothing to show; null when there is.</summary>
    public static string? Absence(FairnessReport report) => report.Calibration.Count > 0 ? null
        : report.Scores.Known == 0 ? "No scores were given." : "The scores are no probabilities.";

    public static void Write(HtmlWriter html, FairnessReport report)
    {
        html.Markup("<p class=\"note\">Expected calibration error: how far, on average, scores are from the share that turned out true, 0 is best. Bins are the same for all groups. The error of a small group is larger by chance alone, so compare intervals. "
            + "Bins stand in group_calibration.csv.</p>\n<div class=\"strips\">");
        var measured = report.Calibration.Where(c => c.Binning == Binning && c.Error is not null).GroupBy(c => c.Attribute).ToList();
        foreach (var rows in measured)
        {
            html.Line($"<figure><figcaption>{Attribute(rows.Key)}</figcaption>");
            html.Markup(StripChart.Svg([.. rows.Select(c => new StripChart.Row(FormattableString.Invariant($"{Group(c)} ({c.Count})"), c.Error!.Value, c.Interval?.Lower, c.Interval?.Upper, IsOracle: false))]));
            html.Markup("</figure>");
        }

        html.Line($"</div><details><summary>Reliability diagrams: the share that turned out true over the mean score, bin by bin; on the dashed line scores are what they say. Bins of fewer than {LeastInBin} records are left out.</summary>");
        foreach (var rows in measured)
        {
            html.Line($"<h4>{Attribute(rows.Key)}</h4>");
            html.Markup("<div class=\"curves\">");
            foreach (var group in rows)
            {
                html.Line($"<figure><figcaption>{Group(group)} ({group.Count}), error {FigureText.Of(group.Error!.Value)}</figcaption>");
                html.Markup(Diagram(group));
                html.Markup("</figure>");
            }

            html.Markup("</div>");
        }

        html.Markup("</details>");
    }

    private static string Diagram(GroupCalibration group) => new LineChart("mean score", "share true") { Range = (0, 1.02) }.Svg(
    [
        new("perfect", [new(0, 0), new(1, 1)], Reference: true),
        new(Group(group), [.. group.Bins.Where(b => b.Count >= LeastInBin && b is { MeanScore: not null, Accuracy: not null }).Select(b => new LineChart.Point(b.MeanScore!.Value, b.Accuracy!.Value))]),
    ]);

    private static string Attribute(string name) => name.Length == 0 ? "all records" : name;

    private static string Group(GroupCalibration group) => group.Group.Length == 0 ? "all" : group.Group;
}
