using MLExplain.Cli;
using MLExplain.Saliency;
using MLExplain.Tensors;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Cli;

/// <summary>A model that cannot be differentiated is explained by the methods that need scores only.</summary>
public sealed class ScoresOnlyTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    public static TheoryData<string> Methods => new(SaliencyMethods.All.Where(m => m.Need == MethodNeed.Scores).Select(m => m.Name));

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task AModelWithAnOperatorWithoutRule_IsExplained(string method)
    {
        // One weight per pixel and class; Shrink has no gradient rule and leaves large scores as they are, but for its bias.
        SmallModels.Linear(SmallModels.Noise(3, 7, 24), (g, z) => g.Node("Shrink", [z], ("lambd", 0f))).Save(_pipeline.Path("shrink.onnx"));
        Npy.Write(_pipeline.Path("x.npy"), SmallModels.Noise(9, 1, 2, 3, 4));

        var run = await ToolRun.Of(
            "explain", "--model", _pipeline.Path("shrink.onnx"), "--input", _pipeline.Path("x.npy"), "--target", "2", "--method", method, "--set", "baseline=zero", "--out", _pipeline.Path("a.npy"));

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        var map = Npy.Read(_pipeline.Path("a.npy"));
        Assert.Equal([3, 4], map.Shape.ToArray());
        Assert.Contains(map.Values, value => Math.Abs(value) > 1e-3);
        Assert.Contains(" score call", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InspectSaysWhichMethodsRemain()
    {
        SmallModels.Linear(SmallModels.Noise(3, 7, 24), (g, z) => g.Node("Shrink", [z])).Save(_pipeline.Path("shrink.onnx"));

        var run = await ToolRun.Of("inspect", _pipeline.Path("shrink.onnx"));

        Assert.Contains(string.Join(", ", SaliencyMethods.All.Where(m => m.Need == MethodNeed.Scores).Select(m => m.Name)), run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _pipeline.Dispose();
}
