using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>Audits of one CSV over time, as the tool wrote them, shown as a trend.</summary>
public sealed partial class TrendTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlexplain-trend-");

    private string Runs => Path.Combine(_folder.FullName, "runs");

    private string Page => File.ReadAllText(Path.Combine(Runs, "trend.html"));

    private string[] Rows => File.ReadAllLines(Path.Combine(Runs, "trend.csv"));

    /// <summary>The second run has other predictions, the third other resamples, the fourth is as the third; the table holds what the reports hold.</summary>
    [Fact]
    public async Task NumbersAreThoseOfTheReports_AndBreaksAreWhereMoreThanTheModelChanged()
    {
        await Audit("a", 0.5);
        await Audit("nested/b", 0.8);
        await Audit("c", 0.8, "--replicates", "100");
        await Audit("d", 0.8, "--replicates", "100");

        var run = await ToolRun.Of("trend", Runs);

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal(["Runs read: 4. Folders not read: 0. Breaks, where a run is not comparable with the one before: 1.", Path.Combine(Runs, "trend.html")], run.Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        string[][] rows = [.. Rows.Skip(1).Select(r => r.Split(','))];
        Assert.Equal(["a", "nested/b", "c", "d"], rows.Select(r => r[6]));
        Assert.Equal(["1", "1", "2", "2"], rows.Select(r => r[13]));
        Assert.Equal(["", "true", "false", "true"], rows.Select(r => r[14]));
        Assert.Equal(["", "model", "options", ""], rows.Select(r => r[15]));
        foreach (var row in rows)
        {
            var gate = JsonNode.Parse(File.ReadAllText(Path.Combine(Runs, row[6], "verdict.json")))!["gates"]!.AsArray().Single()!;
            Assert.Equal(((string)gate["id"]!, (double)gate["value"]!, (double)gate["lower"]!, (string)gate["status"]!), (row[1], double.Parse(row[8], CultureInfo.InvariantCulture), double.Parse(row[9], CultureInfo.InvariantCulture), row[11]));
        }

        Assert.Single(Labels("not comparable"));
        Assert.Single(Labels("other model"));
    }

    /// <summary>A run that was stopped, one that was changed since, one of a newer version and a folder of something else: counted, listed, and never fatal.</summary>
    [Fact]
    public async Task WhatCannotBeReadIsListed()
    {
        await Audit("good", 0.8);
        await Audit("tampered", 0.8);
        await Audit("newer", 0.8);
        await Audit("broken", 0.8);
        await Audit("moved", 0.8);
        Directory.CreateDirectory(Path.Combine(Runs, "stopped", "parts"));
        Directory.CreateDirectory(Path.Combine(Runs, "<script>alert(1)</script>"));
        Change("tampered", "\"fail\"", "\"pass\"");
        Change("newer", "\"schemaVersion\": 1", "\"schemaVersion\": 1000");
        var manifest = Path.Combine(Runs, "moved", "manifest.json");
        File.WriteAllText(manifest, Regex.Replace(File.ReadAllText(manifest), "\"started\": \"20", "\"started\": \"19"));
        File.WriteAllText(Path.Combine(Runs, "broken", "manifest.json"), "{");

        var run = await ToolRun.Of("trend", Runs);

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Contains("Runs read: 1. Folders not read: 6.", run.Out, StringComparison.Ordinal);
        foreach (var sentence in new[] { "'tampered' cannot be trusted", "'newer' cannot be read: its verdict.json has schemaVersion 1000", "'broken' cannot be read", "'moved' cannot be trusted: its manifest.json was changed", "'stopped' is no complete report", "'<script>alert(1)<" })
        {
            Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
            Assert.Contains(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(sentence), Page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("<script", Page, StringComparison.Ordinal);
        Assert.Equal(2, Rows.Length);
    }

    /// <summary>A gate that fails and was dismissed stays a failure, with the day until which it does not count.</summary>
    [Fact]
    public async Task WhatAReviewDismissedIsNamed()
    {
        await Audit("a", 0.5);
        var report = Path.Combine(Runs, "a");
        var verdict = JsonNode.Parse(File.ReadAllText(Path.Combine(report, "verdict.json")))!;
        var finding = (string)verdict["findings"]![0]!["id"]!;
        var decisions = Path.Combine(_folder.FullName, "decisions.json");
        File.WriteAllText(decisions, new JsonObject
        {
            ["schemaVersion"] = 1, ["report"] = (string)verdict["name"]!, ["findingsSha256"] = (string)verdict["findingsSha256"]!,
            ["decisions"] = new JsonArray(new JsonObject { ["finding"] = finding, ["decision"] = "dismissed", ["comment"] = "known", ["expires"] = "2999-12-31" }),
        }.ToJsonString());
        var review = await ToolRun.Of("review", "apply", decisions, "--report", report, "--name", "R. Vega", "--role", "validation");
        Assert.True(review.ExitCode == ExitCode.Done, review.Error);
        await Audit("b", 0.5, "--review", report);

        Assert.Equal(ExitCode.Done, (await ToolRun.Of("trend", Runs)).ExitCode);

        Assert.Equal(["fail,,1", "fail,2999-12-31,1"], Rows.Skip(1).Select(r => string.Join(',', r.Split(',')[11..14])));
        Assert.Contains("1, 1 dismissed by a review", Page, StringComparison.Ordinal);
        Assert.Contains("FAIL, dismissed until 2999-12-31", Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AGateWithoutANumberIsNoPoint()
    {
        await Audit("a", 0.8, "--minimum", "100000");

        Assert.Equal(ExitCode.Done, (await ToolRun.Of("trend", Runs)).ExitCode);

        Assert.Contains("No run has a number for it.", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", Page, StringComparison.Ordinal);
        Assert.Contains(",not_evaluated,", Rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameRunsAreTheSameBytesInAnyCulture()
    {
        await Audit("a", 0.5);
        await Audit("b", 0.8);
        await ToolRun.Of("trend", Runs);
        var (page, rows) = (Page, Rows);

        var before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign, other.DateTimeFormat.TimeSeparator) = ("\u066B", "\u061C-", ".");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(ExitCode.Done, (await ToolRun.Of("trend", Runs)).ExitCode);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(page, Page);
        Assert.Equal(rows, Rows);
    }

    [Theory]
    [InlineData("nowhere", null, ExitCode.Usage, "is no folder")]
    [InlineData("runs/a", null, ExitCode.Usage, "is the report of one run")]
    [InlineData("runs", "trend.txt", ExitCode.Usage, "expected a file ending in .html")]
    [InlineData("empty", null, ExitCode.Data, "holds no report of an audit that can be read.")]
    [InlineData("half", null, ExitCode.Data, "it has no verdict.json")]
    public async Task MistakesAreOneSentence(string folder, string? page, int code, string sentence)
    {
        await Audit("a", 0.5);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "empty"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "half", "run", "parts"));

        var run = await ToolRun.Of(["trend", Path.Combine(_folder.FullName, folder), .. page is null ? Array.Empty<string>() : ["--out", page]]);

        Assert.Equal(code, run.ExitCode);
        Assert.Contains(sentence, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Two groups, of whose positives 0.9 and the given share are found.</summary>
    private async Task Audit(string name, double found, params string[] options)
    {
        var path = Path.Combine(_folder.FullName, "predictions.csv");
        File.WriteAllLines(path, ["label,prediction,sex", .. Group("f", 0.9), .. Group("m", found)]);
        var run = await ToolRun.Of(["audit", path, "--group", "sex", "--positive", "yes", "--gate", "equal_opportunity_difference <= 0.2", "--out", Path.Combine(Runs, name), .. options]);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
    }

    private void Change(string run, string from, string to)
    {
        var path = Path.Combine(Runs, run, "verdict.json");
        var text = File.ReadAllText(path);
        var changed = text.Replace(from, to, StringComparison.Ordinal);
        File.WriteAllText(path, changed == text ? text + " " : changed);
    }

    private IEnumerable<Match> Labels(string text) => ChartText().Matches(Page).Where(m => m.Groups[1].Value == text);

    private static IEnumerable<string> Group(string name, double found) => Enumerable.Range(0, 100).Select(i => $"yes,{(i < 100 * found ? "yes" : "no")},{name}");

    [GeneratedRegex("<text[^>]*>([^<]*)</text>")]
    private static partial Regex ChartText();
}
