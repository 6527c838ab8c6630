namespace MLExplain.Tests.Cli;

/// <summary>Tests that write a starter for the files of a small pipeline.</summary>
public abstract class Starters : IDisposable
{
    private protected SmallPipeline Files { get; } = new();

    protected string Target => Files.Path("start.yaml");

    public void Dispose()
    {
        Files.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<ToolRun> Init(params string[] options) => ToolRun.Of(["init", Files.Path("model.onnx"), "--out", Target, .. options]);
}
