using MLExplain.Audit.Analysis;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Tests.Audit.Analysis;
using MLExplain.Tests.Audit.Fairness;

namespace MLExplain.Tests.Audit.Gates;

/// <summary>The names that gates may use are exactly those of the numbers that audits measure.</summary>
public class GateVocabularyTests
{
    private static readonly string[] Classes = ["a", "b", "c"];

    /// <summary>Three classes with scores: every comparison there is.</summary>
    private static readonly FairnessReport Report = FairnessAudit.Run(
        [
            .. from i in Enumerable.Range(0, 180)
               select Made.Record(Classes[i % 3], Classes[(i + (i % 5 == 0 ? 1 : 0)) % 3], ("sex", i % 2 == 0 ? "f" : "m"), ("age", i % 4 < 2 ? "old" : "young")) with { Score = 0.5 + (i % 10 / 20.0) },
        ],
        new() { Attributes = [new("sex"), new("age")], MinimumDenominator = 1, Replicates = 100 });

    [Fact]
    public void OfFairness() => Assert.Equal(FairnessGates.Metrics.Order(), FairnessGates.Measurements(Report).Select(m => m.Metric).Distinct().Order());

    [Fact]
    public void OfAnAudit()
    {
        var analysis = AuditAnalyzer.Analyze(AuditRecords.Ruled, [], null, AuditRecords.Options);
        var beside = analysis.Measurements.Select(m => m.Metric).Except(FairnessGates.Metrics).Distinct().Order();

        Assert.Equal(AuditMeasurements.Metrics.Concat(["mass_over_area.lesion_difference", "mass_over_area.lesion_difference_when_correct"]).Order(), beside);
    }

    /// <summary>Whatever was measured can be asked for by its own name, attribute and class.</summary>
    [Fact]
    public void EveryNumberCanBeAskedFor() => new GateVocabulary(FairnessGates.Metrics, ["sex", "age"], Classes).Check(
        FairnessGates.Measurements(Report).Where(m => m.Attribute.Length > 0).Select(m => new GateCondition(m.Metric, GateOperator.AtMost, 1) { Attribute = m.Attribute, Class = m.Class.Length > 0 ? m.Class : null }));

    [Fact]
    public void TheDefaultsUseNoOtherNames()
    {
        FairnessGates.Check(FairnessGates.Default(2, "x"), Made.Options);
        (AuditRecords.Options with { Gates = AuditGates.Default(AuditRecords.Options) }).Validate();
    }

    /// <summary>A report keeps its gates as text: what cannot be read back as it was is refused, with the way out.</summary>
    [Theory]
    [InlineData("sex]", null)]
    [InlineData("sex; age", null)]
    [InlineData("sex", "b]")]
    [InlineData("sex", " b")]
    public void AGateThatCannotBeWrittenIsRefused(string attribute, string? named)
    {
        var gate = new GateCondition("accuracy", GateOperator.AtLeast, 0.5) { Attribute = attribute, Class = named };

        var error = Assert.Throws<ArgumentException>(() => new GateVocabulary(FairnessGates.Metrics, [attribute], null).Check([gate]));

        Assert.Contains("Rename it in the data", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What an attribute is called does not make it an intersection.</summary>
    [Fact]
    public void AnAttributeWithTheJointInItsNameIsNoIntersection()
    {
        FairnessRecord[] records = [.. Enumerable.Range(0, 80).Select(i => Made.Record("yes", i % 3 == 0 ? "yes" : "no", ("skin & age", i % 2 == 0 ? "f" : "m"), ("site", i % 4 < 2 ? "a" : "b")))];
        var numbers = FairnessGates.Measurements(FairnessAudit.Run(records, Made.Options with { Attributes = [new("skin & age"), new("site")], Replicates = 100 }));

        var alone = GateDecision.Of([GateCondition.Parse("equal_opportunity_difference[*] <= 0.1")], numbers).Results.Select(r => r.Measurement!.Attribute);
        var joined = GateDecision.Of([GateCondition.Parse("equal_opportunity_difference[*&*] <= 0.1")], numbers).Results.Select(r => r.Measurement!.Attribute);

        Assert.Equal(["site", "skin & age"], alone.Order(StringComparer.Ordinal));
        Assert.Equal(["skin & age & site"], joined);
        new GateVocabulary(FairnessGates.Metrics, ["skin & age", "site"], null).Check([GateCondition.Parse("accuracy[skin & age] >= 0.5"), GateCondition.Parse("accuracy[skin & age & site] >= 0.5")]);
    }

    /// <summary>Groups 'x' and 'y &amp; z' make the same name as 'x &amp; y' and 'z': no file, and no review, could tell them apart.</summary>
    [Fact]
    public void CombinationsOfGroupsOfOneNameAreRefused()
    {
        FairnessRecord[] records = [.. from a in new[] { "x", "x & y" } from b in new[] { "z", "y & z" } from i in Enumerable.Range(0, 10) select Made.Record("yes", "yes", ("a", a), ("b", b))];

        var error = Assert.Throws<MLExplain.Audit.DataException>(() => FairnessAudit.Run(records, Made.Options with { Attributes = [new("a"), new("b")] }));

        Assert.Contains("would both be called 'x & y & z'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAttributeNamedLikeAnIntersectionOfOthersIsRefused()
    {
        FairnessRecord[] records = [.. Enumerable.Range(0, 40).Select(i => Made.Record("yes", "yes", ("skin", "a"), ("age", "b"), ("skin & age", "c")))];

        Assert.Throws<ArgumentException>(() => FairnessAudit.Run(records, Made.Options with { Attributes = [new("skin"), new("age"), new("skin & age")] }));
    }

    /// <summary>The names of regions are the pipeline's own.</summary>
    [Fact]
    public void RegionsAreNotHeldAgainstAList() => (AuditRecords.Options with { Gates = [GateCondition.Parse("mass_over_area.lesion_difference <= 0.2")] }).Validate();
}
