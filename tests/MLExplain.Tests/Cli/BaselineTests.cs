using System.Text.Json.Nodes;
using System.Xml.Linq;
using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>A run beside an earlier one: only the model may have changed, and what cannot be evaluated any more is worse.</summary>
public sealed class BaselineTests : IDisposable
{
    private readonly SmallPipeline _pipeline = new();

    public BaselineTests()
    {
        _pipeline.Add(40);
        _pipeline.Edit("audit.yaml", "explain:", "audit: { replicates: 100, artefacts: [left], evidence: left, gates: [accuracy >= 0.01 warning] }\nexplain:");
    }

    [Fact]
    public async Task TheSameRunIsComparable() => Assert.True((bool)(await Beside(() => { }))["isComparable"]!);

    [Theory]
    [InlineData("  manifest: manifest.csv", "  manifest: manifest.csv\n  labels: { one: a }", "Options changed: labels taken for.")]
    [InlineData("left: mask", "left: other", "Options changed: columns.")]
    [InlineData("classes: [a, b, c, d, e]", "classes: [b, a, c, d, e]", "Options changed: class names.")]
    [InlineData("replicates: 100", "replicates: 100, interventions: 12", "Options changed: images changed at most.")]
    [InlineData("steps: 8", "steps: 9", "Options changed: method 1.")]
    [InlineData("mean: [0.5]", "mean: [0.4]", "Options changed: preprocessing.")]
    public async Task WithOtherOptionsItIsNot(string from, string to, string sentence)
    {
        var lines = File.ReadAllLines(_pipeline.Path("manifest.csv"));
        File.WriteAllLines(_pipeline.Path("manifest.csv"), lines.Select((l, i) => $"{l},{(i == 0 ? "other" : l.Split(',')[^1])}"));

        var verdict = await Beside(() => _pipeline.Edit("audit.yaml", from, to));

        Assert.False((bool)verdict["isComparable"]!);
        Assert.Contains(sentence, (string)verdict["sentence"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithOtherMasksItIsNot()
    {
        var verdict = await Beside(() => File.Copy(_pipeline.Path("one.png"), _pipeline.Path("mask.png"), overwrite: true));

        Assert.Equal("Not comparable with the baseline: The masks changed.", (string)verdict["sentence"]!);
    }

    /// <summary>Exit code 4: no gate fails, but one that had a number has none. Every file says so.</summary>
    [Fact]
    public async Task AGateThatCannotBeEvaluatedAnyMoreIsWorse()
    {
        await Audit("before", "yes");

        var run = await Audit("now", "", "--baseline", _pipeline.Path("before"));

        Assert.True(run.ExitCode == ExitCode.WorseThanBaseline, run.Out + run.Error);
        Assert.Contains("1 cannot be evaluated any more", run.Out, StringComparison.Ordinal);
        Assert.Contains(",pass,not_evaluated,no_longer_evaluated", File.ReadAllText(_pipeline.Path("now/baseline_diff.csv")), StringComparison.Ordinal);
        Assert.Single(XDocument.Load(_pipeline.Path("now/audit.junit.xml")).Descendants("failure"));
        Assert.Equal("error", (string)JsonNode.Parse(File.ReadAllText(_pipeline.Path("now/audit.sarif")))!["runs"]![0]!["results"]!.AsArray().Single(r => (string)r!["ruleId"]! == "not_worse_than_baseline")!["level"]!);
    }

    /// <summary>What an earlier report wrote and this one does not, would be taken for this one's: of a run without an audit, no verdict remains.</summary>
    [Fact]
    public async Task ANewReportLeavesNothingOfTheFormerOne()
    {
        await Beside(() => { });
        var again = await _pipeline.Run("now");
        Assert.Equal(ExitCode.Done, (await ToolRun.Of("verify", _pipeline.Path("now"))).ExitCode);
        _pipeline.Edit("audit.yaml", "audit: { replicates: 100, artefacts: [left], evidence: left, gates: [accuracy >= 0.01 warning] }\n", "");

        var without = await _pipeline.Run("now");

        Assert.True((again.ExitCode, without.ExitCode) == (ExitCode.Done, ExitCode.Done), without.Error);
        Assert.DoesNotContain(Directory.GetFiles(_pipeline.Path("now")).Select(Path.GetFileName), f => f is "verdict.json" or "gates.csv" or "audit.junit.xml" or "baseline_diff.csv");
        var verified = await ToolRun.Of("verify", _pipeline.Path("now"));
        Assert.True(verified.ExitCode == ExitCode.Done, verified.Out);
    }

    public void Dispose() => _pipeline.Dispose();

    private async Task<JsonNode> Beside(Action change)
    {
        var first = await _pipeline.Run("before");
        Assert.True(first.ExitCode is ExitCode.Done or ExitCode.GateFailed, first.Error);
        change();
        var next = await ToolRun.Of("run", _pipeline.Path("audit.yaml"), "--out", _pipeline.Path("now"), "--baseline", _pipeline.Path("before"));
        Assert.True(next.ExitCode is ExitCode.Done or ExitCode.GateFailed or ExitCode.WorseThanBaseline, next.Error);
        return JsonNode.Parse(File.ReadAllText(_pipeline.Path("now/verdict.json")))!["baseline"]!;
    }

    /// <summary>Of the men every prediction is as given: empty for none.</summary>
    private Task<ToolRun> Audit(string output, string men, params string[] options)
    {
        var csv = _pipeline.Path("p.csv");
        File.WriteAllLines(csv, ["label,prediction,sex", .. Enumerable.Repeat("yes,yes,f", 200), .. Enumerable.Repeat($"yes,{men},m", 200)]);
        return ToolRun.Of(["audit", csv, "--group", "sex", "--positive", "yes", "--gate", "equal_opportunity_difference <= 0.1", "--replicates", "200", "--out", _pipeline.Path(output), .. options]);
    }
}
