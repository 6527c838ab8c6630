using System.Security.Cryptography;
using System.Text;
using MLExplain.Audit;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;

namespace MLExplain.Cli.Pipelines;

/// <summary>Audits a CSV of predictions and writes what was found.</summary>
internal sealed class PredictionsAudit(string path, Terminal terminal)
{
    private const int Percent = 100;

    public required PredictionColumns Columns { get; init; }

    public required FairnessOptions Options { get; init; }

    /// <summary>What the numbers must meet; null for what is usual for so many classes.</summary>
    public required IReadOnlyList<GateCondition>? Gates { get; init; }

    /// <summary>Whether a gate that has not decided is an error to schedulers.</summary>
    public required bool IsStrict { get; init; }

    /// <summary>Findings that reviews of earlier audits dismissed.</summary>
    public required IReadOnlyList<GateException> Exceptions { get; init; }

    /// <summary>The run's day: the expiry of dismissals goes by it.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What prints the page; null for no print.</summary>
    public PagePdf? Pdf { get; init; }

    /// <summary>The earlier audit that this one is compared with; null for none.</summary>
    public BaselineRun? Baseline { get; init; }

    /// <summary>Runs the audit.</summary>
    public PipelineOutcome Execute(string folder, CancellationToken cancellationToken)
    {
        var started = terminal.Clock.GetUtcNow();
        ReportFolder.Require(folder);
        FairnessGates.Check(Gates ?? [], Options, hasScores: Columns.Score is not null);
        var records = PredictionsReader.Read(path, Columns);
        string[] classes = [.. records.SelectMany(r => new[] { r.Label, r.Prediction }).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        var gates = Gates ?? FairnessGates.Default(classes.Length, Options.Positive);
        FairnessGates.Check(gates, Options with { Classes = classes });
        SayTwins(records, classes);
        var report = Compare(records, cancellationToken);
        var decision = GateExceptions.Apply(GateDecision.Of(gates, FairnessGates.Measurements(report)), Exceptions, Date);
        Dictionary<string, string> facts = new(Facts(gates)) { [RunIdentity.Records] = Hash(records) };
        var name = Path.GetFileNameWithoutExtension(path);
        var input = RunManifest.FileEntry.Of("predictions", path);
        RunManifest Manifest(IReadOnlyList<RunManifest.FileEntry> outputs) => new()
        {
            Name = name, Date = Date, Started = started, Finished = terminal.Clock.GetUtcNow(), Versions = RunFacts.Versions, Device = "none: no model was run", Inputs = [input], ImagesSha256 = null,
            Options = facts, GradientCertificate = null, Images = new Dictionary<ImageStatus, int>(), Outputs = outputs, Audit = AuditQuestion.Of(path, Options, gates, IsStrict) with { Exceptions = Exceptions },
        };
        var baseline = Baseline?.Compare(decision, Manifest([]).Identity);
        KeyValuePair<string, string>[] lineage = [KeyValuePair.Create("data", Path.GetFileName(path)), KeyValuePair.Create("data SHA-256", input.Sha256), .. facts, .. RunFacts.Versions];
        IReadOnlyList<(string, Action<string>)> outputs =
        [
            (PredictionsCsv.FileName, file => PredictionsCsv.Write(file, records)),
            .. FairnessCsv.Files(report),
            .. GateFiles.Of(name, path, decision, baseline, IsStrict),
            ("audit.html", file => FairnessPage.Write(file, name, $"Fairness of {name}", PageSubject.Of(Manifest([]), records.Count), report, decision, baseline, lineage)),
            .. Pdf is null ? Array.Empty<(string, Action<string>)>() : [("audit.pdf", file => Pdf.Write(Path.Combine(folder, "audit.html"), file))],
        ];
        ReportFolder.Write(folder, outputs, Manifest, terminal);
        return new PipelineOutcome(Path.Combine(folder, "audit.html"), decision, baseline);
    }

    private void SayTwins(IReadOnlyList<FairnessRecord> records, string[] classes)
    {
        foreach (var twins in TwinNames.Of("classes", classes).Concat(records.SelectMany(r => r.Groups).GroupBy(g => g.Key).SelectMany(a => TwinNames.Of($"groups of '{a.Key}'", a.Select(g => g.Value)))))
        {
            terminal.Warn($"warning: {twins}.");
        }
    }

    private FairnessReport Compare(IReadOnlyList<FairnessRecord> records, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "per cent of the comparisons", Percent);
        progress.Report(0);
        return FairnessAudit.Run(records, Options, progress, cancellationToken);
    }

    /// <summary>Over everything but what a model says: two models can be compared on the same records only.</summary>
    private static string Hash(IReadOnlyList<FairnessRecord> records) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', records.OrderBy(r => r.Id, StringComparer.Ordinal).Select(r => string.Join('\0', [r.Id, r.Label, .. r.Groups.OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => new[] { g.Key, g.Value })]))))));

    private IEnumerable<KeyValuePair<string, string>> Facts(IReadOnlyList<GateCondition> gates) =>
    [
        KeyValuePair.Create(RunIdentity.Columns, $"label {Columns.Label}, prediction {Columns.Prediction}{(Columns.Score is { } score ? $", score {score}" : "")}, groups {string.Join(", ", Columns.Groups)}"),
        KeyValuePair.Create("positive class", Options.Positive ?? "none: each class against the rest"),
        KeyValuePair.Create("least denominator", FormattableString.Invariant($"{Options.MinimumDenominator}")),
        KeyValuePair.Create("intervals", FormattableString.Invariant($"{100 * Options.Level} %, {Options.Replicates} resamples, seed {Options.Seed}")),
        KeyValuePair.Create("gates", string.Join("; ", gates)),
    ];
}
