using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>The audit of a CSV of predictions: what it writes, and what its exit code tells a scheduler.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlexplain-audit-");

    /// <summary>The built tool, as a scheduler starts it. 2,000 equal records per group pass; half as many found in one group fail; 20 records decide nothing.</summary>
    [Theory]
    [InlineData(1000, 0.9, false, ExitCode.Done, "pass")]
    [InlineData(1000, 0.45, false, ExitCode.GateFailed, "fail")]
    [InlineData(10, 0.9, false, ExitCode.Done, "inconclusive")]
    [InlineData(10, 0.9, true, ExitCode.Inconclusive, "inconclusive")]
    [InlineData(4, 1, true, ExitCode.Inconclusive, "not_evaluated")]
    public async Task TheExitCodeIsTheDecision(int positives, double found, bool strict, int expected, string verdict)
    {
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", positives, 0.9), .. Group("m", positives, found)]);
        var (code, output, error) = await BuiltTool(["audit", Path("predictions.csv"), "--group", "sex", "--positive", "yes", "--out", Path("out"), "--replicates", "200", .. strict ? ["--strict"] : Array.Empty<string>()]);

        Assert.True(code == expected, output + error);
        Assert.EndsWith(System.IO.Path.Combine(Path("out"), "audit.html") + Environment.NewLine, output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Path("out"), "verdict.json")));
        Assert.Equal(verdict, json.RootElement.GetProperty("verdict").GetString());
        Assert.Contains(json.RootElement.GetProperty("sentence").GetString()!, output, StringComparison.Ordinal);
        var suite = XDocument.Load(System.IO.Path.Combine(Path("out"), "audit.junit.xml")).Root!;
        Assert.Equal(expected != ExitCode.Done, suite.Attribute("failures")!.Value != "0" || suite.Attribute("errors")!.Value != "0");
    }

    /// <summary>
    /// The built tool beside an earlier audit of the same records: a gap that grew from 0 to 0.06 still passes, but is worse by more than chance; one of 0.005 is not; a
    /// smaller one is better; other records are not compared, which is no pass.
    /// </summary>
    [Theory]
    [InlineData(0.9, 0.84, false, false, ExitCode.WorseThanBaseline, "worse than the baseline")]
    [InlineData(0.9, 0.895, false, false, ExitCode.Done, "not worse than the baseline")]
    [InlineData(0.84, 0.9, false, false, ExitCode.Done, "not worse than the baseline")]
    [InlineData(0.9, 0.84, true, false, ExitCode.Done, "Not comparable with the baseline: The records changed: others, or other labels or groups.")]
    [InlineData(0.9, 0.84, true, true, ExitCode.Inconclusive, "Not comparable with the baseline: The records changed: others, or other labels or groups.")]
    public async Task BesideABaseline(double before, double now, bool others, bool strict, int expected, string sentence)
    {
        const int positives = 4000;
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", positives, 0.9), .. Group("m", positives, before)]);
        Assert.Equal(ExitCode.Done, (await Audit("--group", "sex", "--positive", "yes", "--replicates", "200")).ExitCode);
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", positives, 0.9), .. Group("m", positives, now), .. others ? ["no,no,m"] : Array.Empty<string>()]);

        var (code, output, error) = await BuiltTool("audit", Path("predictions.csv"), "--group", "sex", "--positive", "yes", "--replicates", "200", "--baseline", Path("out"), "--out", Path("now"), strict ? "--strict" : "--verbose");

        Assert.True(code == expected, output + error);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.Contains(sentence, File.ReadAllText(System.IO.Path.Combine(Path("now"), "audit.html")), StringComparison.Ordinal);
        Assert.Equal(expected != ExitCode.Done, File.ReadAllText(System.IO.Path.Combine(Path("now"), "audit.junit.xml")) is var junit && (junit.Contains("<failure", StringComparison.Ordinal) || junit.Contains("<error", StringComparison.Ordinal)));
        Assert.True(File.Exists(System.IO.Path.Combine(Path("now"), "baseline_diff.csv")));
    }

    /// <summary>The built tool again: what is wrong with the command is 64, what is wrong with the data 65.</summary>
    [Theory]
    [InlineData("tpr <= a", ExitCode.Usage)]
    [InlineData("tpr <= 0.5", ExitCode.Data)]
    public async Task AMistakeIs64AndUnusableDataIs65(string gate, int expected)
    {
        Write("predictions.csv", ["label,prediction,sex"]);

        var (code, output, error) = await BuiltTool("audit", Path("predictions.csv"), "--group", "sex", "--gate", gate, "--out", Path("out"));

        Assert.Equal(expected, code);
        Assert.Empty(output);
        Assert.StartsWith("mlexplain: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABaselineThatIsNoReportIsOneSentence()
    {
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", 20, 0.9), .. Group("m", 20, 0.9)]);

        var run = await Audit("--group", "sex", "--baseline", Path("nowhere"));

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains("nowhere' is no complete report of an audit", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label,prediction\nyes,yes", "has no column 'sex'")]
    [InlineData("label,prediction,sex", "has a header but no rows")]
    [InlineData("", "is empty: expected a header line with the columns label, prediction, sex")]
    [InlineData("label,prediction,sex\n,yes,f", "label")]
    [InlineData("label,prediction,sex\nno,no,f\nno,no,m", "'yes'")]
    public async Task UnusableDataIsOneSentenceAnd65(string csv, string expected)
    {
        Write("predictions.csv", csv.Split('\n'));
        var run = await Audit("--group", "sex", "--positive", "yes");

        Assert.True(run.ExitCode == ExitCode.Data, run.Error);
        Assert.Contains(expected, run.Error.ReplaceLineEndings("\n").Split('\n')[^2], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path("out")));
    }

    [Theory]
    [InlineData("high", "(3): the score 'high' in the column 'score' is no number")]
    [InlineData("NaN", "(3): the score 'NaN' in the column 'score' is no number")]
    public async Task AScoreThatIsNoNumberIsNamedWithItsLine(string score, string expected)
    {
        Write("predictions.csv", ["label,prediction,sex,score", "yes,yes,f,0.5", $"no,yes,m,{score}"]);
        var run = await Audit("--group", "sex", "--score", "score");

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARepeatedIdentifierIsNamedWithBothLines()
    {
        Write("predictions.csv", ["id,label,prediction,sex", "a,yes,yes,f", "a,no,no,m"]);
        var run = await Audit("--group", "sex", "--id", "id");

        Assert.Equal(ExitCode.Data, run.ExitCode);
        Assert.Contains("predictions.csv(3): the identifier 'a' stands on line 2 already", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--gate", "tpr <= a")]
    [InlineData("--replicates", "3")]
    [InlineData("--minimum", "0")]
    public async Task BadUsageIsOneSentenceAnd64(string option, string value)
    {
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", 20, 0.9), .. Group("m", 20, 0.9)]);
        Assert.Equal(ExitCode.Usage, (await Audit("--group", "sex", option, value)).ExitCode);
    }

    /// <summary>A mistyped gate would never be evaluated, and without --strict the exit code would be 0.</summary>
    [Theory]
    [InlineData("tprr >= 0.8", "The gate 'tprr[*] >= 0.8' names the metric 'tprr', which this audit does not know; did you mean 'tpr'?")]
    [InlineData("calibration_difference <= 0.1", "The gate 'calibration_difference[*] <= 0.1' could never be evaluated: it needs probabilities, and no column of scores was named.")]
    [InlineData("tpr[sex; yess] >= 0.8", "names the class 'yess', which this audit does not know; did you mean 'yes'?")]
    [InlineData("tpr[sx] >= 0.8", "names the attribute 'sx', which this audit does not know; did you mean 'sex'?")]
    [InlineData("tpr[sex & age] >= 0.8", "names an intersection that is called otherwise here: expected 'age & sex'.")]
    public async Task AGateOnWhatIsNeverMeasuredIsBadUsage(string gate, string expected)
    {
        Write("predictions.csv", ["label,prediction,sex,age", "yes,yes,f,young", "no,no,m,old"]);
        var run = await Audit("--group", "age", "--group", "sex", "--gate", gate);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path("out")));
    }

    [Fact]
    public async Task WithoutAGroupTheColumnsAreListed()
    {
        Write("predictions.csv", ["label,prediction,sex,age", "yes,yes,f,young"]);
        var run = await Audit();

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--group names no attribute", run.Error, StringComparison.Ordinal);
        Assert.Contains("which are label, prediction, sex, age.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OwnGatesReplaceTheDefaults_AndSpeakOfAllRecordsToo()
    {
        Write("predictions.csv", ["label,prediction,sex", .. Group("f", 100, 0.9), .. Group("m", 100, 0.45)]);

        var run = await Audit("--group", "sex", "--positive", "yes", "--gate", "tpr >= 0.3", "--gate", "accuracy_parity_difference <= 0.1 warning");

        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        Assert.Equal(1 + 4, File.ReadAllLines(System.IO.Path.Combine(Path("out"), "gates.csv")).Length);
    }

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

        var run = await ToolRun.Of("audit", Path("predictions.csv"), "--group", "sex", "--out", _folder.FullName);

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

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<(int Code, string Output, string Error)> BuiltTool(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [System.IO.Path.ChangeExtension(typeof(Tool).Assembly.Location, ".dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await error);
    }

    private Task<ToolRun> Audit(params string[] options) => ToolRun.Of(["audit", Path("predictions.csv"), "--out", Path("out"), .. options]);

    /// <summary>As many positives as negatives; the share found, and a tenth of the negatives called too.</summary>
    private static IEnumerable<string> Group(string name, int count, double found) => Enumerable.Range(0, count)
        .SelectMany(i => new[] { $"yes,{(i < count * found ? "yes" : "no")},{name}", $"no,{(i < count * 0.1 ? "yes" : "no")},{name}" });

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private void Write(string name, IEnumerable<string> lines) => File.WriteAllText(Path(name), string.Concat(lines.Where(l => l.Length > 0).Select(l => l + "\n")));
}
