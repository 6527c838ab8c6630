using MLExplain.Cli;
using MLExplain.Cli.Pipelines;

namespace MLExplain.Tests.Cli;

/// <summary>A run in shards ends with the bytes of a run in one piece, however it is cut, interrupted or damaged.</summary>
public sealed class ShardTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    public ShardTests() => _pipeline.Add(150);

    [Fact]
    public async Task ShardsInAnyOrderAndNumberGiveTheBytesOfOneRun()
    {
        await Done("run", "whole");
        await Done("run", "three", "--shard", "2/3");
        await Done("run", "three", "--shard", "0/3");
        await Done("run", "three", "--shard", "1/3");
        var merged = await Done("merge", "three");
        await Done("run", "changed", "--shard", "1/3");
        var second = await Done("run", "changed", "--shard", "1/2");
        var last = await Done("run", "changed");

        Assert.EndsWith("report.html" + Environment.NewLine, merged.Out, StringComparison.Ordinal);
        Assert.Contains("1 of 1 parts were done before.", second.Error, StringComparison.Ordinal);
        Assert.Equal("2 of 3 parts remain" + Environment.NewLine, second.Out);
        Assert.Contains("1 of 3 parts were done before.", last.Error, StringComparison.Ordinal);
        ReportFiles.Same(_pipeline.Path("whole"), _pipeline.Path("three"));
        ReportFiles.Same(_pipeline.Path("whole"), _pipeline.Path("changed"));
    }

    /// <summary>As when a scheduler takes a living task for a dead one and starts it again.</summary>
    [Fact]
    public async Task TwoProcessesAtTheSameShardDoNotDisturbEachOther()
    {
        await Done("run", "whole");

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Done("run", "out", "--shard", "0/1"))));
        await Done("merge", "out");

        ReportFiles.Same(_pipeline.Path("whole"), _pipeline.Path("out"));
    }

    [Fact]
    public async Task StatusSaysWhatIsDoneAndWhatIsMissing()
    {
        var none = await Tell("status");
        await Done("run", "out", "--shard", "0/2");
        var some = await Tell("status");
        var merge = await Tell("merge");
        await Done("run", "out", "--shard", "1/2");
        var all = await Tell("status");

        File.WriteAllText(_pipeline.Path("out/manifest.json"), "{}");
        var older = await Tell("status");
        File.Delete(_pipeline.Path("out/manifest.json"));

        Assert.EndsWith("report: written\n", older.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal((ExitCode.Incomplete, "parts: 0 of 3 done\nmissing: 0-2\nimages: 0 of 154 done\nerrors: none\nreport: not written yet\n"), (none.ExitCode, none.Out.ReplaceLineEndings("\n")));
        Assert.Equal(ExitCode.Incomplete, some.ExitCode);
        Assert.StartsWith("parts: 2 of 3 done\nmissing: 1\n", some.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Incomplete, merge.ExitCode);
        Assert.Contains("1 of 3 parts are missing", merge.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, "parts: 3 of 3 done\nmissing: none\nimages: 154 of 154 done\nerrors: 2 unreadable\nreport: not written yet\n"), (all.ExitCode, all.Out.ReplaceLineEndings("\n")));
        Assert.False(File.Exists(_pipeline.Path("out/manifest.json")));
    }

    [Fact]
    public async Task ADamagedPartIsComputedAgainAndAChangedOptionLeavesNothingOfTheFormerRun()
    {
        await Done("run", "whole");
        await Done("run", "out");
        var damaged = Directory.GetFiles(_pipeline.Path("out/parts"), "part-00001.*.jsonl").Single();
        await File.WriteAllBytesAsync(damaged, (await File.ReadAllBytesAsync(damaged))[..1000]);

        var again = await Done("run", "out");

        Assert.Contains($"Part 1 does not count: '{damaged}' does not hold what was written to it.", again.Error, StringComparison.Ordinal);
        Assert.Contains("2 of 3 parts were done before.", again.Error, StringComparison.Ordinal);
        ReportFiles.Same(_pipeline.Path("whole"), _pipeline.Path("out"));

        _pipeline.Edit("audit.yaml", "steps: 8", "steps: 9");
        await Done("run", "fresh");
        var changed = await Done("run", "out");

        Assert.Contains("holds 3 parts of other inputs, options or versions: they do not count.", changed.Error, StringComparison.Ordinal);
        ReportFiles.Same(_pipeline.Path("fresh"), _pipeline.Path("out"));
    }

    /// <summary>Baseline noise, and so the numbers, follow what an image holds; parts and batches follow it too.</summary>
    [Fact]
    public async Task TheOrderOfTheManifestChangesNoRow()
    {
        await Done("run", "out");
        var lines = await File.ReadAllLinesAsync(_pipeline.Path("manifest.csv"));
        await File.WriteAllLinesAsync(_pipeline.Path("manifest.csv"), [lines[0], .. lines[1..].Reverse()]);
        var kept = await Tell("status");
        await Done("run", "reversed");

        Assert.Equal(ExitCode.Done, kept.ExitCode);
        Assert.EndsWith("report: written\n", kept.Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        foreach (var table in new[] { "images.csv", "explanations.csv", "figures.csv", "regions.csv" })
        {
            var (first, second) = (await File.ReadAllLinesAsync(_pipeline.Path("out/" + table)), await File.ReadAllLinesAsync(_pipeline.Path("reversed/" + table)));
            Assert.Equal(first.Order(StringComparer.Ordinal), second.Order(StringComparer.Ordinal));
        }

        Assert.NotEqual(await File.ReadAllTextAsync(_pipeline.Path("out/images.csv")), await File.ReadAllTextAsync(_pipeline.Path("reversed/images.csv")));
    }

    [Theory]
    [InlineData("3/3", "--shard names shard 3 of 3: expected a number from 0 to one less than their count, which is at least 1.")]
    [InlineData("-1/3", "--shard names shard -1 of 3")]
    [InlineData("0/0", "--shard names shard 0 of 0")]
    [InlineData("1", "--shard '1' is not usable: expected the shard's number from 0, and how many there are, such as 0/8.")]
    public async Task AShardThatIsNoneIsRefused(string shard, string sentence)
    {
        var run = await Tell("run", "--shard", shard);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_pipeline.Path("out")));
    }

    [Fact]
    public async Task AShardDecidesNothing()
    {
        _pipeline.Edit("audit.yaml", "explain:", "audit: { attributes: [tone] }\nexplain:");

        var run = await Tell("run", "--shard", "0/2", "--strict");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--strict asks for a decision, but a shard decides nothing: give it to 'mlexplain merge'.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=4 MLX_SHARDS=8", "3/8")]
    [InlineData("SLURM_ARRAY_TASK_ID=7 JOB_COMPLETION_INDEX=1 MLX_SHARDS=8", "7/8")]
    [InlineData("JOB_COMPLETION_INDEX=0 MLX_SHARDS=2", "0/2")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=1 MLX_SHARDS=2", "1/2")]
    [InlineData("CLOUD_RUN_TASK_INDEX=1 CLOUD_RUN_TASK_COUNT=5 MLX_SHARDS=2", "1/2")]
    [InlineData("SGE_TASK_ID=1 MLX_SHARDS=4", "0/4")]
    [InlineData("SGE_TASK_ID=undefined MLX_SHARDS=4", "MLX_SHARDS is 4, but no variable says which shard this is: all parts are computed.")]
    [InlineData("SGE_TASK_ID=undefined", "")]
    [InlineData("JOB_COMPLETION_INDEX=1", "JOB_COMPLETION_INDEX is set, but MLX_SHARDS does not say how many shards there are: all parts are computed.")]
    [InlineData("JOB_COMPLETION_INDEX=2 MLX_SHARDS=2", "JOB_COMPLETION_INDEX with MLX_SHARDS names shard 2 of 2")]
    [InlineData("JOB_COMPLETION_INDEX=x MLX_SHARDS=2", "The variable JOB_COMPLETION_INDEX is 'x': expected a whole number")]
    public void TheEnvironmentNamesTheShardOfEveryEngine(string variables, string expected)
    {
        var set = variables.Split(' ').Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        using var error = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, error, Interactive: false);
        Shard? Find(string? option) => Shard.Find(option, set.GetValueOrDefault, terminal);

        var found = Record.Exception(() => Find(null)) is { } refusal ? Assert.IsType<ConfigurationException>(refusal).Message : Find(null) is { } shard ? $"{shard.Index}/{shard.Count}" : error.ToString();

        Assert.StartsWith(expected, found, StringComparison.Ordinal);
        Assert.True(expected.Length > 0 || found.Length == 0, found);
        Assert.Equal((1, 9), (Find("1/9")!.Index, Find("1/9")!.Count));
    }

    [Fact]
    public void NumbersInARowAreWrittenAsARange() => Assert.Equal("0, 3-5, 9-10", PipelineParts.Ranges([0, 3, 4, 5, 9, 10]));

    public void Dispose() => _pipeline.Dispose();

    private Task<ToolRun> Tell(string verb, params string[] options) => ToolRun.Of([verb, _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("out"), .. options]);

    private async Task<ToolRun> Done(string verb, string output, params string[] options)
    {
        var run = await ToolRun.Of([verb, _pipeline.Path("audit.yaml"), "--out", _pipeline.Path(output), .. options]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        return run;
    }
}
