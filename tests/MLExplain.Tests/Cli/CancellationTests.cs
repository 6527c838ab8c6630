using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>Ctrl-C while a verb tells how far it is: it ends at once, says what is kept, and leaves no half report.</summary>
public sealed class CancellationTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    [Theory]
    [InlineData("run", "images", "cancelled before the first of 2 parts of about 64 images was done: nothing is kept, and the same command starts again")]
    [InlineData("run", "steps of the evaluation", "cancelled; 2 of 2 parts are kept in")]
    [InlineData("evaluate", "steps of the evaluation", "cancelled before anything was written")]
    [InlineData("selftest", "trials of the self-test", "cancelled before anything was written")]
    [InlineData("audit", "per cent of the comparisons", "cancelled before anything was written")]
    public async Task ALongVerbEndsWhereItIs(string verb, string stage, string sentence)
    {
        _pipeline.Add(70);
        File.AppendAllText(_pipeline.Path("audit.yaml"), "\nevaluate:\n  measures:\n    - measure: iou\n    - measure: parameter-randomisation\n      options: { draws: 1 }\n  mask: left\nselfTest: { kinds: [border], strengths: [1], repetitions: 1 }\n");
        File.WriteAllLines(_pipeline.Path("p.csv"), ["label,prediction,sex", .. Enumerable.Range(0, 200).Select(i => $"yes,yes,{(i % 2 == 0 ? "f" : "m")}")]);
        string[] arguments = verb switch
        {
            "audit" => [verb, _pipeline.Path("p.csv"), "--group", "sex"],
            "selftest" => [verb, "--pipeline", _pipeline.Path("audit.yaml")],
            _ => [verb, _pipeline.Path("audit.yaml")],
        };
        using var cancellation = new CancellationTokenSource();
        using var error = new Watched(stage, cancellation.Cancel);

        var code = await Tool.RunAsync([.. arguments, "--out", _pipeline.Path("out")], new Terminal(TextWriter.Null, error, Interactive: false), cancellation.Token);

        Assert.True(code == ExitCode.Cancelled, error.ToString());
        Assert.Contains($"mlexplain: {sentence}", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(sentence.Contains("2 of 2", StringComparison.Ordinal) ? ["parts"] : [], Directory.Exists(_pipeline.Path("out")) ? Directory.GetFileSystemEntries(_pipeline.Path("out")).Select(Path.GetFileName) : []);
    }

    [Theory]
    [InlineData(119, "119 s")]
    [InlineData(121, "2 min")]
    [InlineData(7199, "120 min")]
    [InlineData(90061, "25 h 1 min")]
    public void TimesAreReadable(int seconds, string expected) => Assert.Equal(expected, ProgressLine.Words(TimeSpan.FromSeconds(seconds)));

    public void Dispose() => _pipeline.Dispose();

    /// <summary>Does something once a text is written.</summary>
    private sealed class Watched(string text, Action then) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
            {
                then();
            }
        }
    }
}
