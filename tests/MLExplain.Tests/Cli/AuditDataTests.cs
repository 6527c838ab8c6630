using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>What the data of an audit may be called, in which order and folder they may stand, and what is said of them.</summary>
public sealed class AuditDataTests : PredictionsAudits
{
    /// <summary>What no XML can hold may stand in a name: charts and JUnit show a replacement, the CSV files keep it.</summary>
    [Fact]
    public async Task NamesThatNoXmlCanHoldAreShown()
    {
        string[] names = ["a\u0001b", "c\u001bd", "e\ufffef"];
        Write("predictions.csv", ["label,prediction,sex", .. names.SelectMany(n => Group(n, 100, 0.5))]);

        var run = await Audit("--group", "sex", "--positive", "yes", "--replicates", "200");

        Assert.True(run.ExitCode is ExitCode.Done, run.Error);
        Assert.Contains("a\ufffdb", File.ReadAllText(System.IO.Path.Combine(Path("out"), "audit.html")), StringComparison.Ordinal);
        Assert.Contains("a\u0001b", File.ReadAllText(System.IO.Path.Combine(Path("out"), "group_metrics.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesThatAreMarkupStayText()
    {
        Write("predictions.csv", ["label,prediction,<b>sex", .. Group("<script>alert(1)</script>", 20, 0.9), .. Group("m", 20, 0.5), "yes,yes,"]);

        var run = await Audit("--group", "<b>sex", "--positive", "yes");

        var page = File.ReadAllText(System.IO.Path.Combine(Path("out"), "audit.html"));
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>sex", page, StringComparison.Ordinal);
        Assert.Contains("the attribute is not known", page, StringComparison.Ordinal);
    }

    /// <summary>Nor can a name drive the terminal that shows it, or forge a line of it.</summary>
    [Fact]
    public async Task NamesThatDriveATerminalStayText()
    {
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", 100, 0.9), .. Group("\u001b]0;pwned\u0007\u202em", 100, 0.45), .. Group("\"x\nverified: all\"", 100, 0.4)]);

        var run = await Audit("--group", "sex", "--positive", "yes", "--replicates", "200");

        Assert.True(run.ExitCode is ExitCode.GateFailed, run.Error);
        Assert.DoesNotContain(run.Out + run.Error, c => c is '\u001b' or '\u0007' or '\u202e');
        Assert.DoesNotContain("\nverified: all", run.Out + run.Error, StringComparison.Ordinal);
        Assert.Contains("x verified: all", run.Out, StringComparison.Ordinal);
    }

    /// <summary>One class spelled in two ways is two classes: said, since no number shows it.</summary>
    [Fact]
    public async Task NamesThatLookAlikeAreSaid()
    {
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", 20, 0.9), .. Group(" F", 20, 0.9), .. Group("f\u200b", 20, 0.9), "Yes,no,m"]);

        var run = await Audit("--group", "sex", "--positive", "yes", "--replicates", "200");

        Assert.Contains("warning: the classes 'Yes' and 'yes' look alike but for case, spaces or marks that cannot be seen", run.Error, StringComparison.Ordinal);
        Assert.Contains("warning: the groups of 'sex' ' F' and 'f' and 'f\u200b' look alike", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A second model's predictions may stand in another column, and the groups in another order: the records are the same.</summary>
    [Fact]
    public async Task TwoModelsOnTheSameRecordsAreCompared_WhereverTheirPredictionsStand()
    {
        Write("predictions.csv", ["label,prediction,sex,old,age", .. Group("f", 200, 0.9).Select((r, i) => $"{r},{(i % 2 == 0 ? "yes" : "no")},{(i % 4 < 2 ? "a" : "b")}"), .. Group("m", 200, 0.9).Select((r, i) => $"{r},{(i % 2 == 0 ? "yes" : "no")},{(i % 4 < 2 ? "a" : "b")}")]);
        var before = await Audit("--group", "sex", "--group", "age", "--positive", "yes", "--replicates", "200");

        var run = await ToolRun.Of("audit", Path("predictions.csv"), "--prediction", "old", "--group", "age", "--group", "sex", "--positive", "yes", "--replicates", "200", "--baseline", Path("out"), "--out", Path("now"));

        Assert.True(before.ExitCode is ExitCode.Done or ExitCode.GateFailed, before.Error);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.GateFailed, run.Error);
        Assert.DoesNotContain("Not comparable", run.Out, StringComparison.Ordinal);
        Assert.Contains("Beside the baseline", run.Out, StringComparison.Ordinal);
    }

    /// <summary>Named by their ids, records are the same in any order.</summary>
    [Fact]
    public async Task RecordsMayStandInAnotherOrder()
    {
        string[] rows = [.. Group("f", 100, 0.9).Concat(Group("m", 100, 0.8)).Select((r, i) => $"{r},r{i}")];
        Write("predictions.csv", ["label,prediction,sex,id", .. rows]);
        await Audit("--group", "sex", "--id", "id", "--replicates", "200");
        Write("predictions.csv", ["label,prediction,sex,id", .. rows.Reverse()]);

        var run = await ToolRun.Of("audit", Path("predictions.csv"), "--group", "sex", "--id", "id", "--replicates", "200", "--baseline", Path("out"), "--out", Path("now"));

        Assert.Contains("Beside the baseline 0 gates newly fail, 0 are worse", run.Out, StringComparison.Ordinal);
    }

    /// <summary>Among the pictures of others, or over the very file that it reads, nothing is written.</summary>
    [Fact]
    public async Task AFolderOfOtherThingsIsRefused()
    {
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", 20, 0.9), .. Group("m", 20, 0.9)]);
        var bytes = File.ReadAllBytes(Path("predictions.csv"));

        var run = await ToolRun.Of("audit", Path("predictions.csv"), "--group", "sex", "--out", Folder);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("holds other things, such as 'predictions.csv', and no report", run.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Path("predictions.csv")));
    }

    /// <summary>A file of a name that reports have too makes no report; what a killed run left does.</summary>
    [Theory]
    [InlineData("manifest.json", "{ \"name\": \"app\" }", ExitCode.Usage)]
    [InlineData("manifest.json", "no JSON", ExitCode.Usage)]
    [InlineData("parts/thesis.txt", "", ExitCode.Usage)]
    [InlineData("parts/part-00000.json", "", ExitCode.Done)]
    [InlineData(".mlexplain.lock", "", ExitCode.Done)]
    public async Task OnlyAFolderOfAReportIsTaken(string file, string text, int code)
    {
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", 200, 0.9), .. Group("m", 200, 0.9)]);
        var path = Path($"out/{file}");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);

        var run = await Audit("--group", "sex", "--positive", "yes", "--replicates", "200");

        Assert.True(run.ExitCode == code, run.Error);
        Assert.True(code == ExitCode.Done || File.ReadAllText(path) == text);
    }

    [Fact]
    public async Task ScoresThatAreNoProbabilitiesAreCounted()
    {
        Write("predictions.csv", ["label,prediction,sex,score", .. Group("f", 20, 0.9).Select((r, i) => $"{r},{(i == 0 ? "7" : "0.5")}"), .. Group("m", 20, 0.9).Select((r, i) => $"{r},{(i == 0 ? "" : "0.5")}")]);

        await Audit("--group", "sex", "--positive", "yes", "--replicates", "200", "--score", "score");

        var page = File.ReadAllText(System.IO.Path.Combine(Path("out"), "audit.html"));
        Assert.Contains("scores below 0 or above 1 are no probabilities</td><td>1</td>", page, StringComparison.Ordinal);
        Assert.Contains("the record has none</td><td>1</td>", page, StringComparison.Ordinal);
    }
}
