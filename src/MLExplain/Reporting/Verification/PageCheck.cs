using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;
using MLExplain.Reporting.Pages;

namespace MLExplain.Reporting.Verification;

/// <summary>Holds the sections of a report's page that state the decision, and what it was made from, against the decision as the CSV files give it.</summary>
internal static class PageCheck
{
    /// <summary>What differs, one sentence for each section.</summary>
    /// <param name="path">The page.</param>
    /// <param name="scripts">Names of the scripts that it carries.</param>
    /// <param name="subject">What it must say that it is about.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="fairness">The compared groups; null when none were.</param>
    /// <param name="spurious">The suspicions.</param>
    public static IEnumerable<string> Of(string path, string[] scripts, IReadOnlyList<KeyValuePair<string, string>> subject, string name, GateDecision decision, FairnessReport? fairness, IReadOnlyList<SpuriousFinding> spurious)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var page = File.ReadAllText(path);
        var sections = DecisionSections.Of(name, decision, fairness, spurious, unfair: fairness is null ? "not compared" : null);
        IEnumerable<string> frame = PageFrame.Difference(page, subject, scripts) is { } other ? [$"{Path.GetFileName(path)}: {other} is not what MLExplain writes."] : [];
        return PageRenderer.Render([.. sections.Verdict, .. fairness is null ? [] : sections.Groups, sections.Review]).Where(s => !Holds(page, s)).Select(s => $"{Path.GetFileName(path)}: its section '{s.Title}' is not what the CSV files give.").Concat(frame);
    }

    /// <summary>The first section of this name, and the only one, has the content.</summary>
    private static bool Holds(string page, RenderedSection section)
    {
        var (start, text) = ($"<section id=\"{section.Id}\"", SectionBody.Html(section).Trim());
        var at = page.IndexOf(start, StringComparison.Ordinal);
        return at >= 0 && at == page.LastIndexOf(start, StringComparison.Ordinal) && string.CompareOrdinal(page, at, text, 0, text.Length) == 0;
    }
}
