using System.Text.Json;
using System.Text.Json.Nodes;
using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>Decisions on a report: only those made on it are stored, and what is stored cannot be changed unseen.</summary>
public sealed class ReviewTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>,\"=1+1\"\n\u202Eabc 😀";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlexplain-review-");

    private string Report => System.IO.Path.Combine(_folder.FullName, "out");

    private string Decisions => System.IO.Path.Combine(_folder.FullName, "decisions.json");

    [Fact]
    public async Task ReviewsAreAddedAndShown()
    {
        var finding = await Finding();
        Write(Decision(finding, "dismissed", "2030-01-31"));
        var first = await Apply("2026-07-30");
        Assert.True(first.ExitCode == ExitCode.Done, first.Error);
        Write(Decision(finding, "confirmed", null));
        Assert.Equal(ExitCode.Done, (await Apply("2026-07-31")).ExitCode);

        var (code, output, _) = await ToolRun.Of("review", "show", Report);

        Assert.Equal(ExitCode.Done, code);
        Assert.StartsWith("2 reviews", output, StringComparison.Ordinal);
        Assert.Contains($"{finding} dismissed until 2030-01-31", output, StringComparison.Ordinal);
        Assert.Contains($"{finding} confirmed", output, StringComparison.Ordinal);
        Assert.Equal(Hostile, Stored()["entries"]![0]!["decisions"]![0]!["comment"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("decisions.0.finding", "F-000000000000", "a finding 'F-000000000000' that the report does not have")]
    [InlineData("decisions.0.expires", null, "has no expiry")]
    [InlineData("decisions.0.expires", "2026-07-29", "expired on 2026-07-29")]
    [InlineData("decisions.0.decision", "confirmed", "only a dismissal expires")]
    [InlineData("decisions.0.decision", "ignored", "cannot be read")]
    [InlineData("findingsSha256", "0", "were made on another report")]
    [InlineData("report", "other", "were made on another report")]
    [InlineData("extra", "1", "cannot be read")]
    public async Task WhatIsNotOfTheReportIsRefused(string key, string? value, string sentence)
    {
        var file = Decision(await Finding(), "dismissed", "2030-01-31");
        if (key.StartsWith("decisions.0.", StringComparison.Ordinal))
        {
            file["decisions"]![0]![key["decisions.0.".Length..]] = value;
        }
        else
        {
            file[key] = value;
        }

        Write(file);
        var (code, _, error) = await Apply("2026-07-30");

        Assert.Equal(ExitCode.Data, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.False(File.Exists(System.IO.Path.Combine(Report, "review.json")));
    }

    [Theory]
    [InlineData("review.json", "2030-01-31", "2031-01-31")]
    [InlineData("review.json", "R. Vega", "R. Vego")]
    [InlineData("manifest.json", "\"name\"", " \"name\"")]
    public async Task ATamperedReviewIsSeen(string file, string from, string to)
    {
        Write(Decision(await Finding(), "dismissed", "2030-01-31"));
        Assert.Equal(ExitCode.Done, (await Apply("2026-07-30")).ExitCode);
        var path = System.IO.Path.Combine(Report, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));

        var (code, _, error) = await ToolRun.Of("review", "show", Report);

        Assert.Equal(ExitCode.Data, code);
        Assert.Contains("entry 1 of 1 does not follow", error, StringComparison.Ordinal);
    }

    /// <summary>A reviewer signs for the report that was read: after a change of any file there is none.</summary>
    [Theory]
    [InlineData("audit.html")]
    [InlineData("gates.csv")]
    [InlineData("verdict.json")]
    [InlineData("manifest.json")]
    public async Task AReportThatWasChangedCannotBeReviewed(string file)
    {
        Write(Decision(await Finding(), "dismissed", "2030-01-31"));
        File.AppendAllText(System.IO.Path.Combine(Report, file), " ");

        var run = await Apply("2026-07-30");

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReviewersAtTheSameTimeAreAllStored()
    {
        Write(Decision(await Finding(), "dismissed", "2030-01-31"));

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ToolRun.Of("review", "apply", Decisions, "--report", Report, "--name", $"R{i}", "--role", "b", "--date", "2026-07-30"))));

        Assert.All(runs, run => Assert.True(run.ExitCode == ExitCode.Done, run.Error));
        Assert.Equal(8, Stored()["entries"]!.AsArray().Select(e => (string)e!["name"]!).Distinct().Count());
        Assert.Equal(ExitCode.Done, (await ToolRun.Of("verify", Report)).ExitCode);
    }

    [Fact]
    public async Task TheSameIsStoredOnce()
    {
        Write(Decision(await Finding(), "dismissed", "2030-01-31"));
        await Apply("2026-07-30");

        var again = await Apply("2026-07-31");

        Assert.Equal(ExitCode.Data, again.ExitCode);
        Assert.Contains("were stored before: R. Vega, model validation, decided the same on 2026-07-30", again.Error, StringComparison.Ordinal);
        Assert.Single(Stored()["entries"]!.AsArray());
    }

    [Fact]
    public async Task AReviewIsNotOlderThanItsReport()
    {
        Write(Decision(await Finding(), "dismissed", "2030-01-31"));

        var run = await Apply("2026-06-30");

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains("The review of 2026-06-30 is older than the report, which is of 2026-07-01", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A name that begins with @ is a name, not a file whose content signs.</summary>
    [Fact]
    public async Task ANameIsTakenAsItIs()
    {
        Write(Decision(await Finding(), "confirmed", null));

        var run = await ToolRun.Of("review", "apply", Decisions, "--report", Report, "--name", "@handle", "--role", "b", "--date", "2026-07-30");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal("@handle", (string)Stored()["entries"]![0]!["name"]!);
    }

    /// <summary>Files by hand: with holes, of another version, about nothing.</summary>
    [Theory]
    [InlineData("{ \"schemaVersion\": 1, \"entries\": [null] }", "does not follow")]
    [InlineData("{ \"schemaVersion\": 99, \"entries\": [] }", "has schemaVersion 99")]
    [InlineData("{ \"schemaVersion\": 1, \"entries\": null }", "cannot be read")]
    [InlineData("null", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    public async Task AReviewFileOfAnotherFormIsOneSentence(string text, string sentence)
    {
        await Finding();
        File.WriteAllText(System.IO.Path.Combine(Report, "review.json"), text);

        var (shown, verified) = (await ToolRun.Of("review", "show", Report), await ToolRun.Of("verify", Report));

        Assert.Equal((ExitCode.Data, ExitCode.GateFailed), (shown.ExitCode, verified.ExitCode));
        Assert.Contains(sentence, shown.Error, StringComparison.Ordinal);
        Assert.Contains("review.json", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmptyDecisionIsRefused()
    {
        var file = Decision(await Finding(), "confirmed", null);
        file["decisions"]!.AsArray().Add(null);
        Write(file);

        var run = await Apply("2026-07-30");

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.DoesNotContain("bug", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A review that was taken away leaves a whole chain: only the hash that was kept elsewhere shows it.</summary>
    [Fact]
    public async Task ReviewsThatWereTakenAwayAreSeenByTheKeptHash()
    {
        var finding = await Finding();
        Write(Decision(finding, "dismissed", "2030-01-31"));
        await Apply("2026-07-30");
        var first = File.ReadAllBytes(System.IO.Path.Combine(Report, "review.json"));
        Write(Decision(finding, "confirmed", null));
        var kept = (await Apply("2026-07-31")).Error.Split("--reviews': ")[1][..64];
        var whole = await ToolRun.Of("verify", Report, "--reviews", kept);
        File.WriteAllBytes(System.IO.Path.Combine(Report, "review.json"), first);

        var cut = await ToolRun.Of("verify", Report, "--reviews", kept[..16]);

        Assert.True(whole.ExitCode == ExitCode.Done, whole.Out);
        Assert.Equal(ExitCode.GateFailed, cut.ExitCode);
        Assert.Contains("reviews were taken away or added since", cut.Out, StringComparison.Ordinal);
    }

    /// <summary>Other predictions, the same question: the numbers differ, the ids do not.</summary>
    [Fact]
    public async Task IdsStayFromRunToRun()
    {
        var before = await Finding();
        var digest = Verdict()["findingsSha256"]!.GetValue<string>();
        Assert.Equal(before, await Finding(found: 30));
        Assert.NotEqual(digest, Verdict()["findingsSha256"]!.GetValue<string>());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> Finding(int found = 20)
    {
        var csv = System.IO.Path.Combine(_folder.FullName, "predictions.csv");
        File.WriteAllLines(csv, ["label,prediction,sex", .. Rows("f", 90), .. Rows("m", found)]);
        var run = await ToolRun.Of("audit", csv, "--group", "sex", "--positive", "yes", "--gate", "equal_opportunity_difference <= 0.1", "--replicates", "200", "--out", Report, "--date", "2026-07-01");
        Assert.True(run.ExitCode == ExitCode.GateFailed, run.Error);
        return Verdict()["findings"]![0]!["id"]!.GetValue<string>();
    }

    private static IEnumerable<string> Rows(string sex, int found) => Enumerable.Range(0, 200).Select(i => $"{(i < 100 ? "yes" : "no")},{(i < found ? "yes" : "no")},{sex}");

    private JsonNode Verdict() => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Report, "verdict.json")))!;

    private JsonNode Stored() => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Report, "review.json")))!;

    private JsonObject Decision(string finding, string decision, string? expires) => new()
    {
        ["schemaVersion"] = 1, ["report"] = "predictions", ["findingsSha256"] = Verdict()["findingsSha256"]!.GetValue<string>(),
        ["decisions"] = new JsonArray(new JsonObject { ["finding"] = finding, ["decision"] = decision, ["comment"] = Hostile, ["expires"] = expires }),
    };

    private void Write(JsonNode decisions) => File.WriteAllText(Decisions, decisions.ToJsonString(JsonSerializerOptions.Web));

    private Task<ToolRun> Apply(string date) => ToolRun.Of("review", "apply", Decisions, "--report", Report, "--name", "R. Vega", "--role", "model validation", "--date", date);
}
