using MLExplain.Audit.Analysis;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Cli;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Tests.Pipelines;

/// <summary>The demo's audits: what was planted is found, and nothing is found where nothing was planted.</summary>
public sealed class DemoAuditTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public void TheBiasedModelFailsForTheRulerAndForTheSkin()
    {
        var decision = Decide("audit.yaml");

        var failed = decision.Results.Where(r => r is { Status: GateStatus.Fail, Condition.Severity: GateSeverity.Error }).Select(r => r.Measurement!).ToList();
        Assert.Equal(["ruler", "skin_group"], failed.Where(m => m.Section == FairnessGates.Section).Select(m => m.Attribute).Distinct().Order());
        Assert.Equal("ruler", failed.Single(m => m.Section != FairnessGates.Section && m.Metric == AuditMeasurements.ConfirmedFindings).GroupA);
        Assert.Equal(ExitCode.GateFailed, ExitCode.Of(decision, strict: false));
    }

    [Fact]
    public void TheFairModelFailsNothing()
    {
        var decision = Decide("audit-fair.yaml");

        Assert.DoesNotContain(decision.Results, r => r.Status == GateStatus.Fail);
        Assert.Equal(ExitCode.Done, ExitCode.Of(decision, strict: false));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The decision without what takes long and decides nothing here: the evaluation, and maps finer than a gradient.</summary>
    private GateDecision Decide(string file)
    {
        var path = DemoFolder.PathOf(file);
        var options = PipelineFile.Load(path, new DateOnly(2026, 7, 31)) with { Evaluate = null, Explain = [new() { Method = "gradient" }], Report = new() { AlphaCurves = 0 } };
        return new PipelineRun(path, options, new(), new Terminal(TextWriter.Null, TextWriter.Null, Interactive: false)) { Date = new DateOnly(2026, 7, 31) }.Execute(_folder.FullName, default).Decision!;
    }
}
