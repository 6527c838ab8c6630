using MLExplain.Cli;
using MLExplain.Models;
using MLExplain.Reporting;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Cli;

/// <summary>A model whose weights lie in a file beside it: a report names that file, and its change is a change of the model.</summary>
public sealed class OutsideWeightsTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    [Fact]
    public async Task ChangedWeightsAreSeen()
    {
        var weights = _pipeline.Path("weights.bin");
        OutsideWeights.Save(SmallModels.Convolutional(), _pipeline.Path("model.onnx"), weights, "weights.bin");
        File.AppendAllText(_pipeline.Path("audit.yaml"), "\naudit:\n  minimum: 2\n  replicates: 100\n");
        var first = await Run("runs/a");
        string[] verify = ["verify", _pipeline.Path("runs/a"), "--pipeline", _pipeline.Path("audit.yaml")];
        var whole = await ToolRun.Of(verify);
        var bytes = await File.ReadAllBytesAsync(weights);
        bytes[3] ^= 1;
        await File.WriteAllBytesAsync(weights, bytes);

        var changed = await ToolRun.Of(verify);
        var second = await Run("runs/b");
        var trend = await ToolRun.Of("trend", _pipeline.Path("runs"));

        Assert.True(whole.ExitCode == ExitCode.Done, whole.Out + whole.Error);
        Assert.Equal(ExitCode.GateFailed, changed.ExitCode);
        Assert.Contains("DIFFERS: weights weights.bin: its SHA-256 is", changed.Out, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal(ExitCode.Done, trend.ExitCode);
        Assert.Contains(",true,model," + second, await File.ReadAllTextAsync(_pipeline.Path("runs/trend.csv")), StringComparison.Ordinal);
    }

    public void Dispose() => _pipeline.Dispose();

    /// <summary>Runs, and gives the hash of the model, which the report states as its summary does.</summary>
    private async Task<string> Run(string folder)
    {
        var run = await _pipeline.Run(folder);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
        using var model = OnnxClassifier.Load(_pipeline.Path("model.onnx"));
        Assert.Equal(model.Summary.Sha256, PastRunFolder.Load(_pipeline.Path(folder)).Model);
        return model.Summary.Sha256;
    }
}
