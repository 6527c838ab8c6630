using MLExplain.Audit.Gates;
using MLExplain.Audit.Spurious;
using MLExplain.Reporting.Tables;

namespace MLExplain.Reporting;

/// <summary>The one decision in every form that people and schedulers read.</summary>
public static class GateFiles
{
    /// <summary>Name of the file that programs read.</summary>
    public const string Verdict = "verdict.json";

    internal const string JUnit = "audit.junit.xml";

    internal const string Sarif = "audit.sarif";

    /// <summary>Names of the files and what writes them.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="source">The audited file: a pipeline file, or a CSV of predictions.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="baseline">What changed since an earlier run; null when none was given.</param>
    /// <param name="strict">Whether a gate that has not decided is an error to schedulers.</param>
    /// <param name="spurious">Findings of spurious correlation; null when none were looked for.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Of(string name, string source, GateDecision decision, BaselineComparison? baseline, bool strict, IReadOnlyList<SpuriousFinding>? spurious = null) =>
    [
        (GatesCsv.FileName, file => GatesCsv.Write(file, decision)),
        (Verdict, file => VerdictFile.Write(file, name, decision, baseline, spurious)),
        .. baseline is null ? Array.Empty<(string, Action<string>)>() : [(BaselineCsv.FileName, file => BaselineCsv.Write(file, baseline))],
        .. decision.Exceptions.Count == 0 ? Array.Empty<(string, Action<string>)>() : [(ExceptionsCsv.FileName, file => ExceptionsCsv.Write(file, decision.Exceptions))],
        (JUnit, file => JUnitFile.Write(file, name, decision, strict, baseline)),
        (Sarif, file => SarifFile.Write(file, source, decision, baseline)),
    ];
}
