using MLExplain.Audit;
using MLExplain.Models;

namespace MLExplain.Cli.Pipelines;

/// <summary>What a pipeline file asks for besides maps; every mistake in its sections is found here, before the first image is read.</summary>
internal sealed class PipelineStages : IDisposable
{
    public PipelineStages(string path, PipelineOptions options, PipelineSetup pipeline, AuditSetup setup, OnnxClassifierOptions classifier, DateOnly date, Terminal terminal)
    {
        SelfTest = options.SelfTest is null ? null : new SelfTestStage(path, options, setup);
        Audit = options.Audit is null ? null : new AuditStage(path, options, setup, pipeline, date, terminal);
        Evaluation = options.Evaluate is null ? null : new EvaluationStage(path, options, pipeline, setup, classifier);
    }

    public EvaluationStage? Evaluation { get; }

    public SelfTestStage? SelfTest { get; }

    public AuditStage? Audit { get; }

    /// <summary>What they were told, for readers who trace a run.</summary>
    public IEnumerable<KeyValuePair<string, string>> Options => [.. Evaluation?.Options ?? [], .. Audit?.Options ?? [], .. SelfTest?.Options ?? []];

    public void Dispose() => Evaluation?.Dispose();
}
