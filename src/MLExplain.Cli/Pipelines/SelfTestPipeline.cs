using MLExplain.Audit;
using MLExplain.Audit.Power;
using MLExplain.Models;
using MLExplain.Reporting.Tables;

namespace MLExplain.Cli.Pipelines;

/// <summary>Tries the audit of a pipeline file on shortcuts planted in its own images.</summary>
internal sealed class SelfTestPipeline(string path, PipelineOptions options, OnnxClassifierOptions classifier, DateOnly date, Terminal terminal)
{
    private readonly PipelineSetup _pipeline = new(path, options);

    /// <summary>Runs the self-test and writes its tables.</summary>
    /// <returns>What was found, and the path of the table.</returns>
    public (SelfTestReport Report, string Table) Execute(string folder, CancellationToken cancellationToken)
    {
        var started = terminal.Clock.GetUtcNow();
        ReportFolder.Require(folder);
        using var model = OnnxClassifier.Load(_pipeline.ModelPath, classifier);
        var setup = _pipeline.For(model);
        var stage = new SelfTestStage(path, options, setup);
        var certificate = _pipeline.Certify(model, setup, cancellationToken);
        var report = stage.Execute(terminal, cancellationToken);
        var facts = new RunFacts(options, _pipeline, setup, model, certificate, stage.Options);
        ReportFolder.Write(folder, SelfTestCsv.Files(report), outputs => facts.Manifest([], new Dictionary<ImageStatus, int>(), [.. _pipeline.Inputs], outputs, date, started, terminal.Clock.GetUtcNow()), terminal);
        return (report, Path.Combine(folder, "selftest.csv"));
    }
}
