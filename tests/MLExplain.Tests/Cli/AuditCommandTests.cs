using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using MLExplain.Cli;

namespace MLExplain.Tests.Cli;

/// <summary>The audit of a CSV of predictions: what it writes, and what its exit code tells a scheduler.</summary>
public sealed class AuditCommandTests : PredictionsAudits
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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

    private static async Task<(int Code, string Output, string Error)> BuiltTool(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [System.IO.Path.ChangeExtension(typeof(Tool).Assembly.Location, ".dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await error);
    }
}
