using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>The page of a fairness audit without a model: self-contained, readable without script.</summary>
public static class FairnessPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="name">Name of the run, as its files have it.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="report">What was found.</param>
    /// <param name="decision">What the gates make of it.</param>
    /// <param name="baseline">What changed since an earlier run; null when none was given.</param>
    /// <param name="facts">Data, options and tool, in the order they are shown: name and value.</param>
    public static void Write(string path, string name, string title, FairnessReport report, GateDecision decision, BaselineComparison? baseline, IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(decision);
        var html = HtmlPage.Open(title);
        HtmlSection.WriteAll(html,
        [
            new("verdict", "Verdict", null, page => HtmlGates.Verdict(page, decision)),
            new("gates", "Gates", null, page => HtmlGates.Write(page, decision)),
            new("baseline", "What changed since the baseline", baseline is null ? "No earlier report was named: --baseline DIR compares with one." : null, page => HtmlBaseline.Write(page, baseline!)),
            new("performance", "Performance by group", null, page => HtmlFairness.Performance(page, report)),
            new("disparities", "Disparities", null, page => HtmlFairness.Disparities(page, report, decision)),
            new("calibration", "Calibration by group", HtmlCalibration.Absence(report), page => HtmlCalibration.Write(page, report)),
            new("unmeasured", "Not measured, and why", null, page => HtmlFairnessTables.NotMeasured(page, report)),
            new("methods", "Methods", null, HtmlMethods.Write),
            new("lineage", "Lineage", null, page => HtmlPage.Facts(page, facts)),
            new("review", "Review and sign-off", null, page => HtmlReview.Write(page, name, decision, [])),
        ]);
        File.WriteAllText(path, HtmlPage.Close(html, "report.js", "review.js"));
    }
}
