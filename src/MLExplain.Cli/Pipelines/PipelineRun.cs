using MLExplain.Audit;
using MLExplain.Audit.Gates;
using MLExplain.Models;
using MLExplain.Reporting;
using MLExplain.Saliency;

namespace MLExplain.Cli.Pipelines;

/// <summary>Runs a pipeline file: explains its images and writes the report.</summary>
internal sealed class PipelineRun(string path, PipelineOptions options, OnnxClassifierOptions classifier, Terminal terminal)
{
    private readonly PipelineSetup _pipeline = new(path, options);

    /// <summary>Whether a gate that has not decided is an error to schedulers.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Runs the pipeline.</summary>
    /// <returns>The path of the HTML page, and the audit's decision; null when the file asks for none.</returns>
    public (string Page, GateDecision? Decision) Execute(string folder, CancellationToken cancellationToken)
    {
        var started = terminal.Clock.GetUtcNow();
        ReportFolder.Require(folder);
        using var model = OnnxClassifier.Load(_pipeline.ModelPath, classifier);
        var setup = _pipeline.For(model);
        var run = new AuditRun(setup);
        using var evaluation = options.Evaluate is null ? null : new EvaluationStage(path, options, _pipeline, setup, classifier);
        var selfTest = options.SelfTest is null ? null : new SelfTestStage(path, options, setup);
        var audit = options.Audit is null ? null : new AuditStage(path, options, setup);
        var certificate = _pipeline.Certify(model, setup, cancellationToken);
        var images = Explain(run, setup.Rows.Count, cancellationToken);
        var records = images.Select(i => i.Record).ToList();
        var curve = new AlphaCurveOptions { Preprocessing = setup.Preprocessing, Baseline = Baseline.Black };
        var facts = new RunFacts(
            options, setup, model, certificate, [.. RunFacts.Methods("method", options.Explain), .. evaluation?.Options ?? [], .. audit?.Options ?? [], .. selfTest?.Options ?? []]);
        var judged = evaluation?.Execute(terminal, cancellationToken);
        var report = new AuditReport
        {
            Title = options.Report.Title ?? options.Name, Images = images, Facts = facts.Shown(records.Select(r => r.ContentHash)),
            Curves = AlphaSampler.Sample(setup, records, options.Report.AlphaCurves, curve, cancellationToken),
            Gallery = Gallery(model, setup, cancellationToken),
            Evaluation = judged,
            Analysis = audit?.Analyze(records, audit.Intervene(terminal, cancellationToken), audit.Study(records, terminal, cancellationToken), judged, cancellationToken),
            SelfTest = selfTest?.Execute(terminal, cancellationToken),
        };
        cancellationToken.ThrowIfCancellationRequested();
        ReportFolder.Write(folder, Outputs(report, records, audit), outputs => facts.Manifest(
            records.Select(r => r.ContentHash), report.Summary.ByStatus.ToDictionary(), [.. _pipeline.Inputs, .. evaluation?.Inputs ?? []], outputs, started, terminal.Clock.GetUtcNow()));
        return (Path.Combine(folder, "report.html"), report.Analysis?.Gates);
    }

    private IReadOnlyList<(string Name, Action<string> Write)> Outputs(AuditReport report, List<ImageRecord> records, AuditStage? audit) =>
    [
        ("images.csv", file => CsvReport.WriteImages(file, records)),
        ("explanations.csv", file => CsvReport.WriteExplanations(file, records)),
        ("figures.csv", file => CsvReport.WriteFigures(file, records)),
        ("regions.csv", file => CsvReport.WriteRegions(file, records)),
        .. report.Evaluation is { } evaluation ? EvaluationStage.Tables(evaluation) : [],
        .. report.Analysis is { } analysis ? audit!.Tables(records, analysis, IsStrict) : [],
        .. report.SelfTest is { } tried ? SelfTestStage.Tables(tried) : [],
        ("report.html", file => HtmlReport.Write(file, report with { Evaluation = report.Evaluation?.WithoutTimes() })),
    ];

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

    private List<AuditedImage> Explain(AuditRun run, int count, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(terminal, "images", count);
        progress.Report(0);
        return [.. run.Execute(progress, cancellationToken)];
    }
}
