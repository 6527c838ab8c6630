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
            "testsuite", new XAttribute("name", Legal(name)), counts, new XAttribute("skipped", Count(cases, "skipped")),
            new XElement("properties", Property("verdict", CsvReport.Name(decision.Status)), Property("sentence", decision.Sentence)), cases);
        using var writer = XmlWriter.Create(path, Format);
        new XDocument(new XElement("testsuites", new XAttribute("name", Legal(name)), counts.Select(c => new XAttribute(c)), suite)).Save(writer);
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
        return new("testcase", new XAttribute("classname", Legal($"{name}.{result.Measurement?.Section ?? "gates"}")), new XAttribute("name", Legal(GateWords.Name(result))), outcome ?? new("system-out", Legal(finding)));
    }

    /// <summary>Without a gate that can fail, a report of passed cases alone would read as a pass.</summary>
    private static IEnumerable<XElement> Undecided(string name, GateDecision decision, bool strict) => decision.Results.Any(r => r.Condition.Severity == GateSeverity.Error) ? [] :
    [
        new(
            "testcase", new XAttribute("classname", Legal($"{name}.gates")), new XAttribute("name", "a gate of severity error is set"),
            Outcome(strict ? "error" : "skipped", GateStatus.NotEvaluated, $"No gate of severity error was set, so nothing was decided. {decision.Sentence}")),
    ];

    private static IEnumerable<XElement> Compared(string name, BaselineComparison? baseline, bool strict) => baseline is null ? [] :
    [
        new(
            "testcase", new XAttribute("classname", Legal($"{name}.baseline")), new XAttribute("name", "not worse than the baseline"),
            baseline switch
            {
                { IsWorse: true } => Outcome("failure", GateStatus.Fail, baseline.Sentence),
                { IsComparable: false } => Outcome(strict ? "error" : "skipped", GateStatus.NotEvaluated, baseline.Sentence),
                _ => new("system-out", Legal(baseline.Sentence)),
            }),
    ];

    private static XElement Outcome(string element, GateStatus status, string text) => new(element, new XAttribute("type", CsvReport.Name(status)), new XAttribute("message", Legal(text)), Legal(text));

    private static XElement Property(string name, string value) => new("property", new XAttribute("name", name), new XAttribute("value", Legal(value)));

    private static int Count(XElement[] cases, string outcome) => cases.Count(c => c.Element(outcome) is not null);

    /// <summary>Characters that XML 1.0 cannot hold are replaced, since names of groups come from data.</summary>
    private static string Legal(string text)
    {
        var legal = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            legal.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return legal.ToString();
    }
}
