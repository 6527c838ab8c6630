using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Reporting.Pages;

namespace MLExplain.Reporting;

/// <summary>The page of a fairness audit without a model: self-contained, readable without script.</summary>
public static class FairnessPage
{
    /// <summary>Names of the scripts that the page carries.</summary>
    internal static readonly string[] Scripts = ["report.js", "review.js"];

    /// <summary>Writes the page.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="name">Name of the run, as its files have it.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="subject">What was audited, of which day, by what, in a few words each: name and value.</param>
    /// <param name="report">What was found.</param>
    /// <param name="decision">What the gates make of it.</param>
    /// <param name="baseline">What changed since an earlier run; null when none was given.</param>
    /// <param name="facts">Data, options and tool, in the order they are shown: name and value.</param>
    public static void Write(string path, string name, string title, IReadOnlyList<KeyValuePair<string, string>> subject, FairnessReport report, GateDecision decision, BaselineComparison? baseline, IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(decision);
        var sections = PageRenderer.Render(FairnessSections.Of(name, report, decision, baseline, facts));
        File.WriteAllText(path, Page.Of(title, subject, sections, Scripts));
    }
}
