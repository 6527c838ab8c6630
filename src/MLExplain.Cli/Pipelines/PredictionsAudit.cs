using MLExplain.Audit;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Reporting;

namespace MLExplain.Cli.Pipelines;

/// <summary>Audits a CSV of predictions and writes what was found.</summary>
internal sealed class PredictionsAudit(string path, Terminal terminal)
{
    private const int Percent = 100;

    public required PredictionColumns Columns { get; init; }

    public required FairnessOptions Options { get; init; }

    public required IReadOnlyList<GateCondition> Gates { get; init; }

    /// <summary>Whether a gate that has not decided is an error to schedulers.</summary>
    public required bool IsStrict { get; init; }

    /// <summary>Runs the audit.</summary>
    /// <returns>The decision, and the path of the HTML page.</returns>
    public (GateDecision Decision, string Page) Execute(string folder, CancellationToken cancellationToken)
    {
        var started = terminal.Clock.GetUtcNow();
        ReportFolder.Require(folder);
        FairnessGates.Check(Gates, Options);
        var records = PredictionsReader.Read(path, Columns);
        var report = Compare(records, cancellationToken);
        var decision = GateDecision.Of(Gates, FairnessGates.Measurements(report));
        var name = Path.GetFileNameWithoutExtension(path);
        var input = RunManifest.FileEntry.Of("predictions", path);
        IReadOnlyList<(string, Action<string>)> outputs =
        [
            .. FairnessCsv.Files(report),
            .. GateFiles.Of(name, path, decision, IsStrict),
            ("audit.html", file => FairnessPage.Write(file, $"Fairness of {name}", report, decision, [KeyValuePair.Create("data", Path.GetFileName(path)), KeyValuePair.Create("data SHA-256", input.Sha256), .. Facts(), .. RunFacts.Versions])),
        ];
        ReportFolder.Write(folder, outputs, written => new RunManifest
        {
            Name = name, Started = started, Finished = terminal.Clock.GetUtcNow(), Versions = RunFacts.Versions, Device = "none: no model was run", Inputs = [input], ImagesSha256 = null,
            Options = Facts().ToDictionary(), GradientCertificate = null, Images = new Dictionary<ImageStatus, int>(), Outputs = written,
        });
        return (decision, Path.Combine(folder, "audit.html"));
    }

    private FairnessReport Compare(IReadOnlyList<FairnessRecord> records, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "per cent of the comparisons", Percent);
        progress.Report(0);
        return FairnessAudit.Run(records, Options, progress, cancellationToken);
    }

    private IEnumerable<KeyValuePair<string, string>> Facts() =>
    [
        KeyValuePair.Create("columns", $"label {Columns.Label}, prediction {Columns.Prediction}{(Columns.Score is { } score ? $", score {score}" : "")}, groups {string.Join(", ", Columns.Groups)}"),
        KeyValuePair.Create("positive class", Options.Positive ?? "none: each class against the rest"),
        KeyValuePair.Create("least denominator", FormattableString.Invariant($"{Options.MinimumDenominator}")),
        KeyValuePair.Create("intervals", FormattableString.Invariant($"{100 * Options.Level} %, {Options.Replicates} resamples, seed {Options.Seed}")),
        KeyValuePair.Create("gates", string.Join("; ", Gates)),
    ];
}
