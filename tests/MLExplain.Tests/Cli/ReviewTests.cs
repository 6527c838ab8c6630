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
        var run = await ToolRun.Of("audit", csv, "--group", "sex", "--positive", "yes", "--gate", "equal_opportunity_difference <= 0.1", "--replicates", "200", "--out", Report);
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
