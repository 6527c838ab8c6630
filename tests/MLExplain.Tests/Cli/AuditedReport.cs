using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>One report with every section that gates come from.</summary>
public sealed class AuditedReport : IAsyncLifetime, IDisposable
{
    private readonly SmallPipeline _pipeline = FullPipeline.Create();

    public string Folder => _pipeline.Path("out");

    public string Pipeline => _pipeline.Path("audit.yaml");

    public string Said { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var run = await _pipeline.Run();
        Assert.True(run.ExitCode is ExitCode.GateFailed, run.Error);
        Said = run.Error;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _pipeline.Dispose();
}
