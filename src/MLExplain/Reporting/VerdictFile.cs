using System.Text.Json;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;
using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting;

/// <summary>Writes the decision as <c>verdict.json</c>, for programs that read no exit code: the same decision in words, and every gate.</summary>
public static class VerdictFile
{
    /// <summary>Version of the file's shape.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="decision">What to write.</param>
    /// <param name="baseline">What changed since an earlier run; null when none was given.</param>
    /// <param name="spurious">Findings of spurious correlation; null when none were looked for.</param>
    public static void Write(string path, string name, GateDecision decision, BaselineComparison? baseline = null, IReadOnlyList<SpuriousFinding>? spurious = null)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var findings = ReviewFinding.Of(decision, spurious ?? []);
        var verdict = new
        {
            SchemaVersion,
            Name = name,
            Verdict = decision.Status,
            Sentence = decision.Sentence,
            Counts = Enum.GetValues<GateStatus>().ToDictionary(EnumText.Name, decision.CountDeciding),
            Baseline = baseline is null ? null : new { baseline.IsComparable, baseline.IsWorse, baseline.Sentence },
            Gates = decision.Results.Select(Row),
            Exceptions = decision.Exceptions.Select(e => new { e.State, e.Exception.Finding.Id, e.Exception.Finding.Title, e.Exception.Expires, e.Exception.Name, e.Exception.Role, e.Exception.Date, e.Exception.Comment }),
            FindingsSha256 = ReviewFinding.Digest(name, findings),
            Findings = findings,
        };
        File.WriteAllText(path, JsonSerializer.Serialize(verdict, ReportJson.Format) + "\n");
    }

    private static object Row(GateResult result) => new
    {
        result.Id,
        Name = GateWords.Name(result),
        result.Measurement?.Section,
        Condition = result.Condition.ToString(),
        result.Condition.Severity,
        result.Measurement?.GroupA,
        result.Measurement?.GroupB,
        WorstOff = result.Measurement?.WorstOff ?? [],
        result.Measurement?.Value,
        result.Measurement?.Lower,
        result.Measurement?.Upper,
        NumberA = result.Measurement?.CountA,
        NumberB = result.Measurement?.CountB,
        result.Status,
        result.PointStatus,
        result.StillNeeded,
        result.Reason,
        DismissedUntil = result.Exception?.Expires,
    };
}
