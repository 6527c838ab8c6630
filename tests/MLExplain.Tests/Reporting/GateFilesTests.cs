using System.Text.Json.Nodes;
using System.Xml.Linq;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;
using MLExplain.Cli;
using MLExplain.Reporting;
using NJsonSchema;

namespace MLExplain.Tests.Reporting;

/// <summary>JUnit and SARIF say what the one decision says, and neither can read as a pass where it is none.</summary>
public sealed class GateFilesTests : IDisposable
{
    private static readonly Lazy<Task<JsonSchema>> Sarif = new(() => JsonSchema.FromFileAsync(System.IO.Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json")));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlexplain-gates-");

    private static GateStatus[] Statuses { get; } = Enum.GetValues<GateStatus>();

    /// <summary>Every decision of up to two gates of any status and severity.</summary>
    private static IEnumerable<GateDecision> AllDecisions =>
        from first in Statuses.SelectMany(Both).Append<GateResult?>(null)
        from second in Statuses.SelectMany(Both).Append<GateResult?>(null)
        select new GateDecision([.. new[] { first, second }.OfType<GateResult>()]);

    /// <summary>abicheck PR 1185: the JUnit report failed while the command line said pass.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void JUnitIsRedExactlyWhenTheExitCodeIs(bool strict)
    {
        foreach (var decision in AllDecisions)
        {
            var suite = JUnit(decision, strict);
            var red = suite.Descendants("failure").Count() + suite.Descendants("error").Count() > 0;

            Assert.True(red == (ExitCode.Of(decision, strict) != ExitCode.Done), $"{decision.Sentence} strict {strict}");
            Assert.Equal(decision.Count(GateStatus.Fail, GateSeverity.Error), suite.Descendants("failure").Count());
        }
    }

    /// <summary>What has not passed is never a bare case, and a file without a deciding gate never holds passed cases alone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NotEvaluatedIsNoPassedCase(bool strict)
    {
        foreach (var decision in AllDecisions)
        {
            var suite = JUnit(decision, strict);
            var passed = suite.Elements("testcase").Count(c => c.Element("failure") is null && c.Element("error") is null && c.Element("skipped") is null);

            Assert.Equal(decision.Count(GateStatus.Pass), passed);
            Assert.Equal(decision.Status == GateStatus.Pass && decision.Results.All(r => r.Status == GateStatus.Pass), suite.Elements("testcase").Count() == passed);
        }
    }

    [Fact]
    public void JUnitCountsItsCases()
    {
        var suite = JUnit(new([.. Statuses.SelectMany(Both)]), strict: true);

        Assert.Equal(["8", "1", "2", "3"], new[] { "tests", "failures", "errors", "skipped" }.Select(a => suite.Attribute(a)!.Value));
        Assert.Equal(["8", "1", "2"], new[] { "tests", "failures", "errors" }.Select(a => suite.Parent!.Attribute(a)!.Value));
        Assert.Equal("fail", suite.Element("properties")!.Elements().First().Attribute("value")!.Value);
    }

    /// <summary>GitLab keeps one of two cases with equal names: the rates of two groups, and an error beside a warning, must differ.</summary>
    [Fact]
    public void CasesHaveNamesOfTheirOwn()
    {
        var (error, warning) = (GateCondition.Parse("tpr >= 0.8"), GateCondition.Parse("tpr >= 0.8 warning"));
        var decision = GateDecision.Of([error, warning], [Rate("f"), Rate("m")]);

        var names = JUnit(decision, strict: false).Elements("testcase").Select(c => (c.Attribute("classname")!.Value, c.Attribute("name")!.Value)).ToList();

        Assert.Equal(4, names.Distinct().Count());
        Assert.Contains(("made.fairness", "tpr[sex; yes] of f >= 0.8"), names);
    }

    /// <summary>XML 1.0 has no way to write a control character; half a surrogate pair is no character.</summary>
    [Fact]
    public void GroupsOfAnyNameMakeAFileThatCanBeRead()
    {
        var decision = GateDecision.Of([GateCondition.Parse("tpr >= 0.8")], [Rate("a\u0001<&\"\n\ud800 \U0001F600")]);

        Assert.Equal("tpr[sex; yes] of a\ufffd<&\"\n\ufffd \U0001F600 >= 0.8", JUnit(decision, strict: false).Element("testcase")!.Attribute("name")!.Value);
        SarifFile.Write(Path("audit.sarif"), "predictions.csv", decision);
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(Path("audit.sarif"))));
    }

    /// <summary>With every deciding gate dismissed nothing was decided, which is what the exit code says under --strict: no file may show only passes.</summary>
    [Fact]
    public void WithAllGatesDismissedNothingIsDecided()
    {
        var decision = GateDecision.Of([GateCondition.Parse("tpr >= 2")], [Rate("f")]);
        var finding = ReviewFinding.Of(decision, [])[0];
        var dismissed = GateExceptions.Apply(decision, [new(finding, "", new(2030, 1, 1), "A", "b", new(2026, 1, 1))], new(2026, 7, 1));

        Assert.Equal(GateStatus.NotEvaluated, dismissed.Status);
        Assert.Single(JUnit(dismissed, strict: true).Descendants("error"));
        SarifFile.Write(Path("audit.sarif"), "predictions.csv", dismissed);
        Assert.Contains("\"no_gate\"", File.ReadAllText(Path("audit.sarif")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SarifIsValid()
    {
        var schema = await Sarif.Value;
        foreach (var decision in AllDecisions)
        {
            SarifFile.Write(Path("audit.sarif"), "data/predictions.csv", decision);
            Assert.Empty(schema.Validate(await File.ReadAllTextAsync(Path("audit.sarif"))));
        }

        var wrong = (await File.ReadAllTextAsync(Path("audit.sarif"))).Replace("\"open\"", "\"not_evaluated\"", StringComparison.Ordinal);
        Assert.NotEmpty(schema.Validate(wrong));
    }

    /// <summary>SARIF 3.27.9 and 3.27.10: what is no failure has level none. Code-scanning pages show every result, so that a pass is none.</summary>
    [Fact]
    public void SarifListsWhatHasNotPassed()
    {
        foreach (var decision in AllDecisions)
        {
            var run = RunOf(decision, "data/predictions.csv");
            var results = run["results"]!.AsArray();
            var hasNone = decision.Results.All(r => r.Condition.Severity == GateSeverity.Warning);

            Assert.Equal(decision.Results.Count - decision.Count(GateStatus.Pass) + (hasNone ? 1 : 0), results.Count);
            Assert.Equal(decision.Count(GateStatus.Pass), run["properties"]!["passed"]!.AsArray().Count);
            Assert.Equal(decision.Count(GateStatus.Fail, GateSeverity.Error), results.Count(r => (string)r!["kind"]! == "fail" && (string)r["level"]! == "error"));
            Assert.Equal(decision.Count(GateStatus.Fail, GateSeverity.Warning), results.Count(r => (string)r!["kind"]! == "fail" && (string)r["level"]! == "warning"));
            Assert.All(results, r => Assert.Equal((string)r!["kind"]! == "open", (string)r["level"]! == "none"));
            Assert.All(results, r => Assert.Equal((string)r!["ruleId"]!, (string)run["tool"]!["driver"]!["rules"]![(int)r["ruleIndex"]!]!["id"]!));
        }
    }

    /// <summary>An alert is followed from run to run by its fingerprint: what was found does not change it, what was asked does.</summary>
    [Fact]
    public void SarifFingerprintsAreThoseOfTheQuestion()
    {
        string Fingerprint(string condition, Measurement number) =>
            (string)RunOf(GateDecision.Of([GateCondition.Parse(condition)], [number]), "p.csv")["results"]![0]!["partialFingerprints"]!["gate/v1"]!;

        var before = Fingerprint("gap <= 0.1", Gap("a", "b", 0.3));

        Assert.Equal(before, Fingerprint("gap <= 0.1", Gap("c", "a", 0.4)));
        Assert.NotEqual(before, Fingerprint("gap <= 0.2", Gap("a", "b", 0.3)));
        Assert.NotEqual(Fingerprint("tpr >= 0.8", Rate("f")), Fingerprint("tpr >= 0.8", Rate("m")));
    }

    /// <summary>No path of the machine stands in the file.</summary>
    [Theory]
    [InlineData("data/a b.csv", "data/a%20b.csv")]
    [InlineData("./data\\a.csv", "data/a.csv")]
    [InlineData("/home/me/a.csv", "a.csv")]
    [InlineData("../elsewhere/a.csv", "a.csv")]
    public void SarifNamesTheAuditedFileByItsPlaceInTheRepository(string source, string expected) => Assert.Equal(
        expected,
        (string)RunOf(new([]), source)["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!);

    public void Dispose() => _folder.Delete(recursive: true);

    private static GateResult[] Both(GateStatus status) => [Result(status, GateSeverity.Error), Result(status, GateSeverity.Warning)];

    private static GateResult Result(GateStatus status, GateSeverity severity) => new()
    {
        Condition = new("gap", GateOperator.AtMost, 0.1) { Severity = severity }, Status = status, Measurement = status == GateStatus.NotEvaluated ? null : Gap("a", "b", 0.3),
        StillNeeded = status == GateStatus.Inconclusive ? 7 : null, Reason = status == GateStatus.Pass ? "" : "A reason.",
    };

    private static Measurement Gap(string low, string high, double value) => new()
    {
        Section = "fairness", Metric = "gap", Attribute = "sex", Class = "yes", GroupA = low, CountA = 20, GroupB = high, CountB = 30, Value = value, Lower = value - 0.05, Upper = value + 0.05,
    };

    private static Measurement Rate(string group) => new()
    {
        Section = "fairness", Metric = "tpr", Attribute = "sex", Class = "yes", GroupA = group, IsOfGroup = true, CountA = 20, Value = 0.5, Lower = 0.3, Upper = 0.7,
    };

    private XElement JUnit(GateDecision decision, bool strict)
    {
        JUnitFile.Write(Path("audit.junit.xml"), "made", decision, strict);
        return XDocument.Load(Path("audit.junit.xml")).Root!.Element("testsuite")!;
    }

    private JsonNode RunOf(GateDecision decision, string source)
    {
        SarifFile.Write(Path("audit.sarif"), source, decision);
        return JsonNode.Parse(File.ReadAllText(Path("audit.sarif")))!["runs"]![0]!;
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
