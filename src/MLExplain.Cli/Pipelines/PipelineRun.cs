using MLExplain.Audit;
using MLExplain.Audit.Parts;
using MLExplain.Models;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;
using MLExplain.Saliency;

namespace MLExplain.Cli.Pipelines;

/// <summary>Runs a pipeline file: explains its images and writes the report.</summary>
internal sealed class PipelineRun(string path, PipelineOptions options, OnnxClassifierOptions classifier, Terminal terminal)
{
    private readonly PipelineSetup _pipeline = new(path, options);

    /// <summary>Whether a gate that has not decided is an error to schedulers.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The run's day: the expiry of dismissals goes by it.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>What prints the page; null for no print.</summary>
    public PagePdf? Pdf { get; init; }

    /// <summary>The earlier run that this one is compared with; null for none.</summary>
    public BaselineRun? Baseline { get; init; }

    /// <summary>Computes the parts that are not done, and writes the report.</summary>
    public PipelineOutcome Execute(string folder, CancellationToken cancellationToken) => Report(folder, isComputing: true, cancellationToken);

    /// <summary>Writes the report of parts that are done.</summary>
    /// <exception cref="IncompleteException">Some are missing.</exception>
    public PipelineOutcome Merge(string folder, CancellationToken cancellationToken) => Report(folder, isComputing: false, cancellationToken);

    /// <summary>Computes the parts of a shard that are not done.</summary>
    /// <returns>How many parts of all shards are missing then, and how many there are.</returns>
    public (int Missing, int Parts) Complete(string folder, Shard shard, CancellationToken cancellationToken)
    {
        ReportFolder.Require(folder);
        using var model = OnnxClassifier.Load(_pipeline.ModelPath, classifier);
        var setup = _pipeline.For(model);
        var run = new AuditRun(setup);
        using var stages = new PipelineStages(path, options, _pipeline, setup, classifier, Date, terminal);
        var parts = new PipelineParts(folder, setup, _pipeline.RecordFacts(model), terminal, cancellationToken);
        return parts.Resumable(() =>
        {
            parts.Complete(run, model.Summary.Device, shard, cancellationToken);
            return (parts.Look().Count(s => s.Manifest is null), parts.Count);
        });
    }

    /// <summary>What stands of the parts, and the number of images planned.</summary>
    public (IReadOnlyList<PartState> Parts, int Images) Look(string folder, CancellationToken cancellationToken)
    {
        using var model = OnnxClassifier.Load(_pipeline.ModelPath, classifier);
        var setup = _pipeline.For(model);
        return (new PipelineParts(folder, setup, _pipeline.RecordFacts(model), terminal, cancellationToken).Look(), setup.Rows.Count);
    }

    private PipelineOutcome Report(string folder, bool isComputing, CancellationToken cancellationToken)
    {
        var started = terminal.Clock.GetUtcNow();
        ReportFolder.Require(folder);
        using var model = OnnxClassifier.Load(_pipeline.ModelPath, classifier);
        var setup = _pipeline.For(model);
        List<string> warnings = [.. new RunWarnings(options, setup).OfNames(_pipeline.UnusedLabels, model.Summary.ClassNames)];
        Say(warnings);
        var run = new AuditRun(setup);
        using var stages = new PipelineStages(path, options, _pipeline, setup, classifier, Date, terminal);
        var parts = new PipelineParts(folder, setup, _pipeline.RecordFacts(model), terminal, cancellationToken);
        return parts.Resumable(() =>
        {
            if (isComputing)
            {
                parts.Complete(run, model.Summary.Device, Shard.Whole, cancellationToken);
            }

            var report = Write(folder, Scored(parts.Read()), parts.MasksSha256, model, setup, stages, warnings, started, cancellationToken);
            parts.RemoveStale();
            return report;
        });
    }

    private PipelineOutcome Write(
        string folder, List<AuditedImage> images, string? masks, OnnxClassifier model, AuditSetup setup, PipelineStages stages, List<string> said, DateTimeOffset started,
        CancellationToken cancellationToken)
    {
        var records = images.Select(i => i.Record).ToList();
        var curve = new AlphaCurveOptions { Preprocessing = setup.Preprocessing, Baseline = Saliency.Baseline.Black };
        var certificate = _pipeline.Certify(model, setup, cancellationToken);
        var facts = new RunFacts(options, _pipeline, setup, model, certificate, [.. RunFacts.Methods("method", options.Explain), .. stages.Options]);
        var audit = stages.Audit;
        var judged = stages.Evaluation?.Execute(terminal, cancellationToken);
        var report = new AuditReport
        {
            Title = options.Report.Title ?? options.Name, Name = options.Name, IntendedUse = options.Report.IntendedUse, PictureBudget = options.Report.PictureBudget,
            Facts = facts.Shown(records.Select(r => r.ContentHash)), Images = images,
            Curves = AlphaSampler.Sample(setup, records, options.Report.AlphaCurves, curve, cancellationToken),
            Gallery = Gallery(model, setup, cancellationToken),
            Evaluation = judged,
            Analysis = audit?.Analyze(records, audit.Intervene(terminal, cancellationToken), audit.Study(records, terminal, cancellationToken), judged, terminal, cancellationToken),
            SelfTest = stages.SelfTest?.Execute(terminal, cancellationToken),
        };
        IReadOnlyList<RunManifest.FileEntry> inputs = [.. _pipeline.Inputs, .. stages.Evaluation?.Inputs ?? []];
        RunManifest Manifest(IReadOnlyList<RunManifest.FileEntry> outputs) => facts.Manifest(records.Select(r => r.ContentHash), report.Summary.ByStatus.ToDictionary(), inputs, outputs, Date, started, terminal.Clock.GetUtcNow()) with
        {
            MasksSha256 = masks, Audit = audit?.Question(IsStrict),
        };
        List<string> found = [.. RunWarnings.OfRecords(report.Summary, records)];
        report = report with
        {
            Subject = PageSubject.Of(Manifest([]), images.Count), Warnings = [.. said, .. found],
            Baseline = report.Analysis is { } analysis ? Baseline?.Compare(analysis.Gates, Manifest([]).Identity) : null,
        };
        cancellationToken.ThrowIfCancellationRequested();
        ReportFolder.Write(folder, [.. Outputs(report, records, audit), .. Printed(folder)], Manifest, terminal);
        Say(found);
        terminal.Say($"{RunWarnings.Accuracy(report.Summary, records)}");
        return new PipelineOutcome(Path.Combine(folder, "report.html"), report.Analysis?.Gates, report.Baseline);
    }

    /// <summary>A run without a single score is no report.</summary>
    private List<AuditedImage> Scored(List<AuditedImage> images) => images.Exists(i => i.Record.Probability is not null) ? images
        : throw new DataException($"None of the {images.Count} images of '{_pipeline.ManifestPath}' could be scored: {images[0].Record.Id}: {images[0].Record.Error}");

    private void Say(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            terminal.Warn($"warning: {warning}.");
        }
    }

    private IReadOnlyList<(string Name, Action<string> Write)> Outputs(AuditReport report, List<ImageRecord> records, AuditStage? audit) =>
    [
        .. ImageCsv.Files(records),
        .. report.Evaluation is { } evaluation ? EvaluationCsv.Files(evaluation) : [],
        .. report.Analysis is { } analysis ? audit!.Tables(records, analysis, report.Baseline, IsStrict) : [],
        .. report.SelfTest is { } tried ? SelfTestCsv.Files(tried) : [],
        ("report.html", file => HtmlReport.Write(file, report with { Evaluation = report.Evaluation?.WithoutTimes() })),
    ];

    /// <summary>The page is written before it: outputs are written in their order.</summary>
    private IEnumerable<(string Name, Action<string> Write)> Printed(string folder) => Pdf is null ? [] : [("report.pdf", file => Pdf.Write(Path.Combine(folder, "report.html"), file))];

    private IReadOnlyList<GalleryImage> Gallery(OnnxClassifier model, AuditSetup setup, CancellationToken cancellationToken)
    {
        if (options.Report.Gallery.Length == 0)
        {
            return [];
        }

        var methods = _pipeline.GalleryMethods(model, setup.Preprocessing).Methods;
        using var progress = new ProgressLine(terminal, "maps of the gallery", methods.Count * options.Report.Gallery.Length);
        return GalleryImage.Explain(setup, options.Report.Gallery, methods, progress, cancellationToken);
    }
}
