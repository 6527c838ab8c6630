using System.Text;
using System.Xml;
using System.Xml.Linq;
using MLExplain.Audit.Gates;

namespace MLExplain.Reporting;

/// <summary>
/// Writes the decision as a JUnit XML report, for schedulers that show tests: a gate is a test case. Cases fail, or cannot be decided, in this
/// file exactly when the tool's exit code says so.
/// </summary>
public static class JUnitFile
{
    private static readonly XmlWriterSettings Format = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="name">Name of the run, and of the suite.</param>
    /// <param name="decision">What to write.</param>
    /// <param name="strict">Whether a gate that has not decided is an error; else it is skipped, which is no pass either.</param>
    /// <param name="baseline">What changed since an earlier run, a case of its own; null when none was given.</param>
    public static void Write(string path, string name, GateDecision decision, bool strict, BaselineComparison? baseline = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(decision);
        XElement[] cases = [.. decision.Results.Select(result => Case(name, result, strict)), .. Undecided(name, decision, strict), .. Compared(name, baseline, strict)];
        XAttribute[] counts = [new("tests", cases.Length), new("failures", Count(cases, "failure")), new("errors", Count(cases, "error"))];
        var suite = new XElement(
            "testsuite", new XAttribute("name", XmlText.Legal(name)), counts, new XAttribute("skipped", Count(cases, "skipped")),
            new XElement("properties", Property("verdict", EnumText.Name(decision.Status)), Property("sentence", decision.Sentence)), cases);
        using var writer = XmlWriter.Create(path, Format);
        new XDocument(new XElement("testsuites", new XAttribute("name", XmlText.Legal(name)), counts.Select(c => new XAttribute(c)), suite)).Save(writer);
    }

    private static XElement Case(string name, GateResult result, bool strict)
    {
        var finding = GateWords.Finding(result);
        var isError = result.Condition.Severity == GateSeverity.Error;
        XElement? outcome = result.Status switch
        {
            GateStatus.Pass => null,
            _ when result.Exception is not null => Outcome("skipped", result.Status, finding),
            GateStatus.Fail when isError => Outcome("failure", result.Status, finding),
            not GateStatus.Fail when isError && strict => Outcome("error", result.Status, finding),
            _ => Outcome("skipped", result.Status, finding),
        };
        return new("testcase", new XAttribute("classname", XmlText.Legal($"{name}.{result.Measurement?.Section ?? "gates"}")), new XAttribute("name", XmlText.Legal(GateWords.Name(result))), outcome ?? new("system-out", XmlText.Legal(finding)));
    }

    /// <summary>Without a gate that can fail, because none was set or a review dismissed them all, a report of passed cases alone would read as a pass.</summary>
    private static IEnumerable<XElement> Undecided(string name, GateDecision decision, bool strict) => decision.Results.Any(r => r is { Condition.Severity: GateSeverity.Error, Exception: null }) ? [] :
    [
        new(
            "testcase", new XAttribute("classname", XmlText.Legal($"{name}.gates")), new XAttribute("name", "a gate decides"),
            Outcome(strict ? "error" : "skipped", GateStatus.NotEvaluated, $"No gate of severity error was set that no review dismissed, so nothing was decided. {decision.Sentence}")),
    ];

    private static IEnumerable<XElement> Compared(string name, BaselineComparison? baseline, bool strict) => baseline is null ? [] :
    [
        new(
            "testcase", new XAttribute("classname", XmlText.Legal($"{name}.baseline")), new XAttribute("name", "not worse than the baseline"),
            baseline switch
            {
                { IsWorse: true } => Outcome("failure", GateStatus.Fail, baseline.Sentence),
                { IsComparable: false } => Outcome(strict ? "error" : "skipped", GateStatus.NotEvaluated, baseline.Sentence),
                _ => new("system-out", XmlText.Legal(baseline.Sentence)),
            }),
    ];

    private static XElement Outcome(string element, GateStatus status, string text) => new(element, new XAttribute("type", EnumText.Name(status)), new XAttribute("message", XmlText.Legal(text)), XmlText.Legal(text));

    private static XElement Property(string name, string value) => new("property", new XAttribute("name", name), new XAttribute("value", XmlText.Legal(value)));

    private static int Count(XElement[] cases, string outcome) => cases.Count(c => c.Element(outcome) is not null);
}
