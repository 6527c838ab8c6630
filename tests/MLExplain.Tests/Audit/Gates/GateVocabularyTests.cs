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

    /// <summary>The names of regions are the pipeline's own.</summary>
    [Fact]
    public void RegionsAreNotHeldAgainstAList() => (AuditRecords.Options with { Gates = [GateCondition.Parse("mass_over_area.lesion_difference <= 0.2")] }).Validate();
}
