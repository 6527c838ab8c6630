using MLExplain.Audit;
using MLExplain.Models;
using MLExplain.Reporting;
using MLExplain.Reporting.Tables;

namespace MLExplain.Cli.Pipelines;

/// <summary>Judges the saliency methods of a pipeline file on some of its images, and writes what was found.</summary>
internal sealed class EvaluatePipeline(string path, PipelineOptions options, OnnxClassifierOptions classifier, DateOnly date, Terminal terminal)
{
    private readonly PipelineSetup _pipeline = new(path, options);

    /// <summary>Runs the evaluation.</summary>
    /// <returns>What was found, and the path of the HTML page.</returns>
    /// <exception cref="DataException">No image can be read and scored.</exception>
    public (EvaluationReport Report, string Page) Execute(string folder, CancellationToken cancellationToken)
    {
        var started = terminal.Clock.GetUtcNow();
        ReportFolder.Require(folder);
        using var model = OnnxClassifier.Load(_pipeline.ModelPath, classifier);
        var setup = _pipeline.For(model);
        using var stage = new EvaluationStage(path, options, _pipeline, setup, classifier);
        var certificate = _pipeline.Certify(model, setup, cancellationToken);
        var found = stage.Execute(terminal, cancellationToken);
        if (found.Images.Count == 0)
        {
            throw new DataException($"None of the {found.Candidates} images of '{_pipeline.ManifestPath}' can be read and scored: {found.PassedOver[0].Reason}");
        }

        IEnumerable<KeyValuePair<string, string>> methods = options.Evaluate?.Methods is null ? RunFacts.Methods("method", options.Explain) : [];
        var facts = new RunFacts(options, _pipeline, setup, model, certificate, [.. methods, .. stage.Options]);
        var report = found with { Facts = facts.Shown(found.ContentHashes) };
        ReportFolder.Write(folder, [.. EvaluationCsv.Files(report), ("evaluation.html", file => HtmlReport.Write(file, report))], outputs => facts.Manifest(
            report.ContentHashes, Counts(report), [.. _pipeline.Inputs, .. stage.Inputs], outputs, date, started, terminal.Clock.GetUtcNow()), terminal);
        return (report, Path.Combine(folder, "evaluation.html"));
    }

    private static Dictionary<ImageStatus, int> Counts(EvaluationReport report) =>
        report.PassedOver.GroupBy(p => p.Status).Select(g => KeyValuePair.Create(g.Key, g.Count())).Prepend(KeyValuePair.Create(ImageStatus.Ok, report.Images.Count)).ToDictionary();
}
