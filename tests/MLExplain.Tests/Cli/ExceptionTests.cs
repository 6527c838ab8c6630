using System.Text.Json.Nodes;
using System.Xml.Linq;
using MLExplain.Cli;
using MLExplain.Tests.Imaging;

namespace MLExplain.Tests.Cli;

/// <summary>From the page's decisions to the next run: a dismissed finding does not fail it until its expiry, unless it got worse, and is never hidden.</summary>
public sealed class ExceptionTests : IDisposable
{
    private const string Why = "known: <b>devices</b> of site A, \"fixed\" in August";

    private readonly TemporaryFolder _folder = new();

    private string First => _folder.Missing("june");

    private string Next => _folder.Missing("july");

    [Theory]
    [InlineData("2026-07-01", 30, ExitCode.Done, "applied")]
    [InlineData("2026-08-31", 30, ExitCode.Done, "applied")]
    [InlineData("2026-09-01", 30, ExitCode.GateFailed, "expired")]
    [InlineData("2026-07-01", 2, ExitCode.GateFailed, "worse")]
    [InlineData("2026-07-01", 90, ExitCode.Done, "unused")]
    [InlineData("2026-06-29", 30, ExitCode.GateFailed, "unused")]
    public async Task ADismissalHoldsUntilItsExpiry_AndNotForWorse(string date, int found, int code, string state)
    {
        await Dismiss();

        var run = await Audit(Next, found, "--review", First, "--date", date);

        Assert.True(run.ExitCode == code, run.Out + run.Error);
        var verdict = JsonNode.Parse(File.ReadAllText(Path.Combine(Next, "verdict.json")))!;
        var exception = Assert.Single(verdict["exceptions"]!.AsArray())!;
        Assert.Equal((state, Why, "R. Vega"), (exception["state"]!.GetValue<string>(), exception["comment"]!.GetValue<string>(), exception["name"]!.GetValue<string>()));
        Assert.Contains($",{state},", File.ReadAllText(Path.Combine(Next, "exceptions.csv")), StringComparison.Ordinal);
        Assert.Contains("known: &lt;b&gt;devices&lt;/b&gt;", File.ReadAllText(Path.Combine(Next, "audit.html")), StringComparison.Ordinal);
        Assert.Equal(state == "applied", File.ReadAllText(Path.Combine(Next, "audit.sarif")).Contains("\"suppressions\"", StringComparison.Ordinal));
        var cases = XDocument.Load(Path.Combine(Next, "audit.junit.xml")).Descendants("testcase").ToList();
        Assert.Equal(code == ExitCode.Done ? 0 : 1, cases.Count(c => c.Element("failure") is not null));
        Assert.Equal(state == "applied" ? 1 : 0, cases.Count(c => c.Element("skipped")?.Attribute("message")!.Value.Contains("Dismissed until 2026-08-31 by R. Vega, model validation", StringComparison.Ordinal) == true));
        var verified = await ToolRun.Of("verify", Next);
        Assert.True(verified.ExitCode == ExitCode.Done, verified.Out);
    }

    /// <summary>With its only gate dismissed an audit has decided nothing: that is not a pass.</summary>
    [Fact]
    public async Task ADismissedGateIsNoPass()
    {
        await Dismiss();

        var run = await Audit(Next, 30, "--review", First, "--date", "2026-07-01", "--strict");

        Assert.Equal(ExitCode.Inconclusive, run.ExitCode);
        Assert.Contains("No gate is left that decides: the audit has neither passed nor failed. 1 more is dismissed by a review and does not count.", run.Out, StringComparison.Ordinal);
    }

    /// <summary>Who confirms a finding later takes the dismissal back; a later dismissal replaces an earlier one.</summary>
    [Fact]
    public async Task TheLastDecisionCounts()
    {
        await Dismiss();
        await Review("confirmed", null);

        var confirmed = await Audit(Next, 30, "--review", First, "--date", "2026-07-01");
        await Review("dismissed", "2026-12-31");
        var dismissed = await Audit(Next, 30, "--review", Path.Combine(First, "review.json"), "--date", "2026-11-01");

        Assert.Equal(ExitCode.GateFailed, confirmed.ExitCode);
        Assert.Equal(ExitCode.Done, dismissed.ExitCode);
    }

    [Fact]
    public async Task APipelineNamesTheReportWhoseReviewsHold()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Add(40);
        pipeline.Edit("audit.yaml", "explain:", "audit:\n  replicates: 200\n  gates:\n    - accuracy[tone] >= 0.9\n    - accuracy[tone] >= 0.01 warning\nexplain:");
        Assert.Equal(ExitCode.GateFailed, (await ToolRun.Of("run", pipeline.Path("audit.yaml"), "--out", pipeline.Path("june"), "--date", "2026-06-29")).ExitCode);
        await Review("dismissed", "2026-08-31", pipeline.Path("june"), "small");
        pipeline.Edit("audit.yaml", "audit:\n", "audit:\n  review: june\n");

        var run = await ToolRun.Of("run", pipeline.Path("audit.yaml"), "--out", pipeline.Path("july"), "--date", "2026-07-01");
        var late = await ToolRun.Of("run", pipeline.Path("audit.yaml"), "--out", pipeline.Path("september"), "--date", "2026-09-30");
        var verified = await ToolRun.Of("verify", pipeline.Path("july"));

        Assert.True(run.ExitCode == ExitCode.Done, run.Out + run.Error);
        Assert.Contains("id=\"exceptions\"", File.ReadAllText(pipeline.Path("july/report.html")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.GateFailed, late.ExitCode);
        Assert.True(verified.ExitCode == ExitCode.Done, verified.Out);
    }

    [Fact]
    public async Task AReviewedReportIsNotOverwritten()
    {
        await Dismiss();
        var before = File.ReadAllText(Path.Combine(First, "manifest.json"));

        var run = await Audit(First, 30);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("holds a report that was reviewed (review.json)", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(First, "manifest.json")));
    }

    /// <summary>Without a number nothing shows that the finding is no worse than it was.</summary>
    [Fact]
    public async Task ADismissalOfANumberDoesNotHoldForNone()
    {
        await Dismiss();

        var run = await Audit(Next, 30, "--review", First, "--date", "2026-07-01", "--minimum", "150", "--strict");

        Assert.Equal(ExitCode.Inconclusive, run.ExitCode);
        Assert.Contains(",worse,", File.ReadAllText(Path.Combine(Next, "exceptions.csv")), StringComparison.Ordinal);
    }

    /// <summary>A dismissed gate that did not fail in the baseline is no reason to stop either; without the dismissal it is.</summary>
    [Fact]
    public async Task ADismissedGateIsNotWorseThanTheBaseline()
    {
        var may = _folder.Missing("may");
        Assert.Equal(ExitCode.Done, (await Audit(may, 90)).ExitCode);
        await Dismiss();

        var held = await Audit(Next, 30, "--review", First, "--date", "2026-07-01", "--baseline", may);
        var late = await Audit(_folder.Missing("late"), 30, "--review", First, "--date", "2026-09-01", "--baseline", may);

        Assert.True(held.ExitCode == ExitCode.Done, held.Out);
        Assert.Contains("1 of those newly failing, worse or not evaluated is dismissed by a review and does not count: not worse than the baseline", held.Out, StringComparison.Ordinal);
        Assert.Contains("newly_failing", File.ReadAllText(Path.Combine(Next, "baseline_diff.csv")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.GateFailed, late.ExitCode);
        Assert.Contains(": worse than the baseline", late.Out, StringComparison.Ordinal);
    }

    /// <summary>Three months: July takes June's dismissal over, September takes it from July, whose own review is about something else or is none.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADismissalIsHandedOn(bool isReviewed)
    {
        await Dismiss();
        await Audit(Next, 30, "--review", First, "--date", "2026-07-01", "--gate", "accuracy >= 0.99");
        if (isReviewed)
        {
            await Review("needs_more_data", null, Next, day: "2026-07-02", only: f => f["title"]!.GetValue<string>().StartsWith("accuracy", StringComparison.Ordinal));
        }

        var august = await Audit(_folder.Missing("august"), 30, "--review", Next, "--date", "2026-08-01");

        Assert.True(august.ExitCode == ExitCode.Done, august.Out + august.Error);
        Assert.Contains(",applied,", File.ReadAllText(_folder.Missing("august/exceptions.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReviewsOfAnotherRunAreTakenWithAWarning()
    {
        await Dismiss();
        File.Move(_folder.Missing("predictions.csv"), _folder.Missing("others.csv"));

        var run = await ToolRun.Of("audit", _folder.Missing("others.csv"), "--group", "sex", "--positive", "yes", "--replicates", "200", "--out", Next, "--review", First);

        Assert.Contains("warning: the reviews of '", run.Error, StringComparison.Ordinal);
        Assert.Contains("are about 'predictions', and are taken for 'others'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReportWithoutReviewsIsRefused()
    {
        await Audit(First, 30);

        var run = await Audit(Next, 30, "--review", First);

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains("has no review.json", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task Dismiss()
    {
        Assert.Equal(ExitCode.GateFailed, (await Audit(First, 30, "--date", "2026-06-29")).ExitCode);
        await Review("dismissed", "2026-08-31");
    }

    /// <summary>Decides alike on all findings of a report.</summary>
    private async Task Review(string decision, string? expires, string? report = null, string name = "predictions", string day = "2026-06-30", Func<JsonNode, bool>? only = null)
    {
        report ??= First;
        var verdict = JsonNode.Parse(File.ReadAllText(Path.Combine(report, "verdict.json")))!;
        var decisions = new JsonObject
        {
            ["schemaVersion"] = 1, ["report"] = name, ["findingsSha256"] = verdict["findingsSha256"]!.GetValue<string>(),
            ["decisions"] = new JsonArray([.. verdict["findings"]!.AsArray().Where(f => only?.Invoke(f!) != false).Select(f => new JsonObject { ["finding"] = f!["id"]!.GetValue<string>(), ["decision"] = decision, ["comment"] = Why, ["expires"] = expires })]),
        };
        File.WriteAllText(_folder.Missing("decisions.json"), decisions.ToJsonString());
        var run = await ToolRun.Of("review", "apply", _folder.Missing("decisions.json"), "--report", report, "--name", "R. Vega", "--role", "model validation", "--date", day);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
    }

    private Task<ToolRun> Audit(string output, int found, params string[] options)
    {
        var csv = _folder.Missing("predictions.csv");
        File.WriteAllLines(csv, ["label,prediction,sex", .. Rows("f", 90), .. Rows("m", found)]);
        return ToolRun.Of(["audit", csv, "--group", "sex", "--positive", "yes", "--gate", "equal_opportunity_difference <= 0.1", "--replicates", "200", "--out", output, .. options]);
    }

    private static IEnumerable<string> Rows(string sex, int found) => Enumerable.Range(0, 200).Select(i => $"{(i < 100 ? "yes" : "no")},{(i < found ? "yes" : "no")},{sex}");
}
