using MLExplain.Audit.Power;
using MLExplain.Models;

namespace MLExplain.Cli.Pipelines;

/// <summary>Tries the audit of a pipeline file on shortcuts planted in its own images.</summary>
internal sealed class SelfTestPipeline(string path, PipelineOptions options, OnnxClassifierOptions classifier, Terminal terminal)
{
    private readonly PipelineSetup _pipeline = new(path, options);

    /// <summary>Runs the self-test and writes its tables.</summary>
    /// <returns>What was found, and the path of the table.</returns>
    public (SelfTestReport Report, string Table) Execute(string folder, CancellationToken cancellationToken)
    {
        ReportFolder.Require(folder);
        using var model = OnnxClassifier.Load(_pipeline.ModelPath, classifier);
        var report = new SelfTestStage(path, options, _pipeline.For(model)).Execute(terminal, cancellationToken);
        foreach (var (name, write) in SelfTestStage.Tables(report))
        {
            OutputFile.Write(Path.Combine(folder, name), write);
        }

        return (report, Path.Combine(folder, "selftest.csv"));
    }
}
