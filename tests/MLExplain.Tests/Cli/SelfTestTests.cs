using MLExplain.Cli;
using MLExplain.Imaging;
using MLExplain.Onnx;
using MLExplain.Tests.Imaging;
using MLExplain.Tests.Models;

namespace MLExplain.Tests.Cli;

public sealed class SelfTestTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    public SelfTestTests()
    {
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => $"n{i},n{i}.png,{"ab"[i % 2]},II,mask.png")];
        for (var i = 0; i < lines.Length; i++)
        {
            File.WriteAllBytes(_pipeline.Path($"n{i}.png"), ImageEncoder.ToPng(Pictures.Noise(16 + i, 16)));
        }

        File.AppendAllLines(_pipeline.Path("manifest.csv"), lines);
    }

    [Fact]
    public async Task ASentencePerKindAndStrengthIsPrinted_AndTheLastLineIsThePathOfTheTable()
    {
        Section("{ kinds: [border, tint], strengths: [1], repetitions: 2 }");

        var run = await SelfTest();

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        string[] lines = run.Out.TrimEnd().Split(Environment.NewLine);
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("border, nothing planted: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("border of strength 1: ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("With nothing planted, the audit confirmed a shortcut in ", lines[4], StringComparison.Ordinal);
        Assert.Equal(_pipeline.Path(Path.Combine("out", "selftest.csv")), lines[5]);
        Assert.Equal(1 + 4, (await File.ReadAllLinesAsync(_pipeline.Path("out/selftest.csv"))).Length);
        Assert.Equal(1 + 8, (await File.ReadAllLinesAsync(_pipeline.Path("out/selftest_trials.csv"))).Length);
    }

    [Fact]
    public async Task ARunTriesItselfWhereTheFileHasTheSection()
    {
        Section("{ kinds: [border], strengths: [1], repetitions: 1 }");

        var run = await _pipeline.Run();

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Contains("What this audit would have caught", await File.ReadAllTextAsync(_pipeline.Path("out/report.html")), StringComparison.Ordinal);
        Assert.Equal(1 + 2, (await File.ReadAllLinesAsync(_pipeline.Path("out/selftest.csv"))).Length);
    }

    [Theory]
    [InlineData("{ kinds: [cornerTga] }", "unknown value 'cornerTga': did you mean 'cornerTag'? Known here: border, brightness, cornerTag, tint.")]
    [InlineData("{ strengths: [0, 1] }", "selfTest: strengths of the self-test is [0, 1]: expected at least one, each above 0 and at most 1.")]
    [InlineData("{ correlation: 0.5 }", "selfTest: correlation of the self-test is 0.5: expected a share above 0.5 and at most 1.")]
    public async Task AMistakeInTheSection_IsNamed(string section, string sentence)
    {
        Section(section);

        var run = await SelfTest();

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelWhoseLastLayerCannotBeRefitted_IsRefused()
    {
        var g = new OnnxGraphBuilder("rectified");
        var maps = g.Node("Relu", [g.Node("Conv", [g.Input("image", -1, 3, 16, 16), g.Initializer("w", SmallModels.Noise(1, 5, 3, 1, 1))])]);
        g.Output(g.Node("Flatten", [g.Node("GlobalAveragePool", [maps])]), "scores", -1, 5);
        g.Build().Save(_pipeline.Path("model.onnx"));

        var run = await SelfTest();

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("are not those of a linear layer that can be refitted", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _pipeline.Dispose();

    private void Section(string section) => File.AppendAllText(_pipeline.Path("audit.yaml"), $"\nselfTest: {section}\n");

    private Task<ToolRun> SelfTest() => ToolRun.Of("selftest", "--pipeline", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"));
}
