using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

public sealed class EvaluateTests : IDisposable
{
    private static readonly string[] Files =
    [
        "calibration.csv", "evaluation.html", "manifest.json", "measure_curves.csv", "measure_summary.csv", "measures.csv", "method_cards.csv", "oracles.csv", "randomisation.csv", "times.csv",
    ];

    private readonly SmallPipeline _pipeline = new();

    [Fact]
    public async Task ACardPerMethodIsPrinted_AndTheLastLineIsThePathOfThePage()
    {
        Section("images: 4\n  mask: left\n  shuffled: model.onnx\n  measures:\n    - measure: sensitivity-n\n      options: { subsets: 5 }\n    - measure: iou\n    - measure: parameter-randomisation\n      options: { draws: 1 }");

        var run = await Evaluate("out");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.EndsWith(_pipeline.Path(Path.Combine("out", "evaluation.html")) + Environment.NewLine, run.Out, StringComparison.Ordinal);
        Assert.Contains("integrated-gradients: ", run.Out, StringComparison.Ordinal);
        Assert.Contains("data-randomisation", run.Out, StringComparison.Ordinal);
        Assert.Contains("2 images of 4, drawn by the seed; 2 more were drawn but cannot be used.", run.Out, StringComparison.Ordinal);
        Assert.Contains("warning: 4 images were asked for, but of the 4 of the manifest 2 can be read and scored.", run.Out, StringComparison.Ordinal);
        Assert.Equal(Files, Directory.GetFiles(_pipeline.Path("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(1 + (2 * 2 * 2), (await File.ReadAllLinesAsync(_pipeline.Path("out/measures.csv"))).Length);
        Assert.Contains("gradient,iou,two,,not_applicable,The mask 'none.png' cannot be opened: there is no such file.", await File.ReadAllTextAsync(_pipeline.Path("out/measures.csv")), StringComparison.Ordinal);
    }

    /// <summary>Deletion in one step cannot tell maps apart: the measure is tried with the options of the file, and the terminal says what came of it.</summary>
    [Fact]
    public async Task AMeasureIsTriedWithTheFilesOptions()
    {
        Section("measures:\n    - measure: deletion\n      options: { steps: 1 }\n    - measure: parameter-randomisation\n      options: { draws: 1 }");

        var run = await Evaluate("out");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(@"│ deletion +unusable: 'deletion' \(steps: 1\) gives the exact map of a linear model 0\.\d+, its reverse 0\.\d+: do", run.Out);
        Assert.Contains("warning: 'deletion' (steps: 1) gives the exact map", run.Out, StringComparison.Ordinal);
        Assert.Contains("deletion,false,", await File.ReadAllTextAsync(_pipeline.Path("out/calibration.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoEvaluationsGiveTheSameTables_ButForTheTimes()
    {
        Section("measures:\n    - measure: sensitivity-n\n      options: { subsets: 5 }\n    - measure: infidelity");
        await Evaluate("first");
        await Evaluate("second");

        foreach (var file in Files.Where(f => f.EndsWith(".csv", StringComparison.Ordinal) && f != "times.csv"))
        {
            Assert.Equal(await File.ReadAllTextAsync(_pipeline.Path("first/" + file)), await File.ReadAllTextAsync(_pipeline.Path("second/" + file)));
        }
    }

    [Fact]
    public async Task ARunEvaluatesWhereTheFileHasTheSection_AndItsPageHoldsNoTimes()
    {
        Section("measures: []");

        var run = await _pipeline.Run();

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.True(File.Exists(_pipeline.Path("out/method_cards.csv")));
        var page = await File.ReadAllTextAsync(_pipeline.Path("out/report.html"));
        Assert.Contains("Can the maps be trusted?", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" ms</dd>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("imagse: 3", "unknown key 'imagse': did you mean 'images'? Known here: images, mask, measures, methods, shuffled.")]
    [InlineData("images: 0", "evaluate.images is '0': expected at least 1.")]
    [InlineData("mask: rigth", "evaluate: Evidence should lie in the region 'rigth', but the manifest has masks of left only.")]
    [InlineData("methods: []", "evaluate.methods is empty: expected at least one saliency method")]
    [InlineData("measures: [{ measure: sensitivity }]", "evaluate.measures: There is no measure 'sensitivity'; did you mean 'sensitivity-n'?")]
    [InlineData("measures: [{ measure: iou }, { measure: iou }]", "evaluate.measures: 'iou' is chosen twice")]
    [InlineData("methods: [{ method: gradient }, { method: gradient }]", "evaluate: 'gradient' is listed 2 times")]
    public async Task AMistakeIsAnsweredBeforeTheFirstImage(string section, string sentence)
    {
        Section(section);

        var run = await Evaluate("out");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_pipeline.Path("out")));
    }

    [Fact]
    public async Task WithoutAnyUsableImage_TheDataIsUnusable()
    {
        File.Delete(_pipeline.Path("one.png"));
        File.Delete(_pipeline.Path("two.png"));
        Section("measures: []");

        var run = await Evaluate("out");

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains("None of the 4 images of", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _pipeline.Dispose();

    private Task<ToolRun> Evaluate(string output) => ToolRun.Of("evaluate", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path(output));

    private void Section(string yaml) => _pipeline.Edit("audit.yaml", "explain:", $"evaluate:\n  {yaml}\nexplain:");
}
