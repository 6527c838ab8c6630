using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;

namespace MLExplain.Reporting;

/// <summary>
/// Writes the decision as SARIF 2.1.0 (OASIS), for code-scanning pages. A failing gate is a result of kind <c>fail</c>, one that has not decided of
/// kind <c>open</c>. Passing gates are no results, because such pages show every result as a problem; they stand in the run's properties.
/// </summary>
public static class SarifFile
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>The rule of a decision that no gate could make.</summary>
    private const string NoGate = "no_gate";

    /// <summary>The rule of the comparison with an earlier run.</summary>
    internal const string NotWorse = "not_worse_than_baseline";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to write.</param>
    /// <param name="source">The audited file, to which results are attached; relative to the repository's root, or only its name is written.</param>
    /// <param name="decision">What to write.</param>
    /// <param name="baseline">What changed since an earlier run, a result of its own where it is worse or cannot be compared; null when none was given.</param>
    public static void Write(string path, string source, GateDecision decision, BaselineComparison? baseline = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(decision);
        var canFail = decision.Results.Any(r => r is { Condition.Severity: GateSeverity.Error, Exception: null });
        string[] rules = [.. decision.Results.Select(r => r.Condition.Metric).Concat(canFail ? [] : [NoGate]).Concat(baseline is null ? [] : [NotWorse]).Distinct().Order(StringComparer.Ordinal)];
        var log = new JsonObject
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = Node(new[]
            {
                new
                {
                    Tool = new { Driver = new { Name = "MLExplain", Rules = rules.Select(Rule) } },
                    Results = decision.Results.Where(r => r.Status != GateStatus.Pass).Select(r => Result(r, rules, source)).Concat(canFail ? [] : [Undecided(decision, rules, source)]).Concat(Compared(baseline, rules, source)),
                    Properties = new { Verdict = EnumText.Name(decision.Status), decision.Sentence, Passed = decision.Results.Where(r => r.Status == GateStatus.Pass).Select(GateWords.Name) },
                },
            }),
        };
        File.WriteAllText(path, log.ToJsonString(Format) + "\n");
    }

    private static object Rule(string metric)
    {
        var text = FairnessText.Of(metric);
        return new
        {
            Id = metric,
            ShortDescription = new { Text = metric switch { NoGate => "A gate decides.", NotWorse => "No gate is worse than in the baseline.", _ => $"The gate on {metric} is met." } },
            FullDescription = text is null ? null : new { Text = $"{text.What} When does it matter? {text.When}" },
            Help = new { Text = "A gate passes or fails when the whole interval of its number is on one side of the threshold. In between it is inconclusive; without a number it is not evaluated. Neither is a pass." },
        };
    }

    private static object Result(GateResult result, string[] rules, string source)
    {
        var number = result.Measurement;
        var level = result.Status != GateStatus.Fail ? "none" : result.Condition.Severity == GateSeverity.Error ? "error" : "warning";
        return Entry(result.Condition.Metric, rules, source, result.Status == GateStatus.Fail ? "fail" : "open", level, GateWords.Name(result), GateWords.Finding(result), new
        {
            Status = EnumText.Name(result.Status), Severity = EnumText.Name(result.Condition.Severity), number?.Value, number?.Lower, number?.Upper, result.Condition.Threshold, result.StillNeeded,
        }, result.Exception);
    }

    private static object Undecided(GateDecision decision, string[] rules, string source) =>
        Entry(NoGate, rules, source, "open", "none", NoGate, $"No gate of severity error was set that no review dismissed, so nothing was decided. {decision.Sentence}", new { Status = EnumText.Name(GateStatus.NotEvaluated) });

    private static IEnumerable<object> Compared(BaselineComparison? baseline, string[] rules, string source) => baseline switch
    {
        { IsWorse: true } => [Entry(NotWorse, rules, source, "fail", "error", NotWorse, baseline.Sentence, new { Status = EnumText.Name(GateStatus.Fail) })],
        { IsComparable: false } => [Entry(NotWorse, rules, source, "open", "none", NotWorse, baseline.Sentence, new { Status = EnumText.Name(GateStatus.NotEvaluated) })],
        _ => [],
    };

    private static object Entry(string rule, string[] rules, string source, string kind, string level, string fingerprint, string text, object properties, GateException? exception = null) => new
    {
        RuleId = rule,
        RuleIndex = Array.IndexOf(rules, rule),
        Kind = kind,
        Level = level,
        Message = new { Text = text },
        Locations = new[] { new { PhysicalLocation = new { ArtifactLocation = new { Uri = Uri(source) }, Region = new { StartLine = 1 } } } },
        PartialFingerprints = new Dictionary<string, string> { ["gate/v1"] = fingerprint },
        Suppressions = exception is null ? null : new[]
        {
            new { Kind = "external", Status = "accepted", Justification = FormattableString.Invariant($"Dismissed until {exception.Expires:yyyy-MM-dd} by {exception.Name}, {exception.Role}, on {exception.Date:yyyy-MM-dd}. {exception.Comment}").TrimEnd() },
        },
        Properties = properties,
    };

    private static JsonNode? Node(object value) => JsonSerializer.SerializeToNode(value, Format);

    /// <summary>A path as a relative URI; one that leads out of the repository by its name.</summary>
    private static string Uri(string path)
    {
        var parts = path.Replace('\\', '/').Split('/').Where(part => part is not ("" or ".")).ToList();
        return Path.IsPathRooted(path) || parts.Contains("..") ? System.Uri.EscapeDataString(parts[^1]) : string.Join('/', parts.Select(System.Uri.EscapeDataString));
    }
}
