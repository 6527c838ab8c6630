using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;

namespace MLExplain.Tests.Audit.Fairness;

/// <summary>With a thousand outputs the audit speaks of those that the data hold, and counts the others.</summary>
public sealed class ManyClassesTests
{
    private const int Classes = 1000;

    private static readonly FairnessOptions Options = new() { Attributes = [new("sex")], Classes = [.. Enumerable.Range(0, Classes).Select(k => $"c{k}")], Replicates = 100 };

    /// <summary>Classes 3 and 5 have 40 records each, class 7 has 4.</summary>
    private static readonly FairnessRecord[] Records =
    [
        .. Enumerable.Range(0, 84).Select(i => new FairnessRecord
        {
            Id = $"{i}", Label = i < 40 ? "c3" : i < 80 ? "c5" : "c7", Prediction = i % 4 == 0 ? "c9" : i < 40 ? "c3" : "c5", Groups = [new("sex", i % 2 == 0 ? "f" : "m")],
        }),
    ];

    [Fact]
    public void ClassesWithTooFewRecordsAreCounted_NotComparedOnTheirOwn()
    {
        var report = FairnessAudit.Run(Records, Options);

        Assert.Equal(["c3", "c5", ""], report.Rates.Select(r => r.Class).Distinct());
        Assert.Equal(Classes - 2, report.SmallClasses);
        Assert.Equal(84, report.Rates.Single(r => r is { Attribute: "", Class: "" }).Rate.Denominator);
    }

    /// <summary>Of all true classes at once only those can be compared that every group has: the others are named, and the number is that without them.</summary>
    [Fact]
    public void AClassThatIsTooRareIsLeftOut_NotTheGroups()
    {
        var gap = Gap(Records);

        Assert.Equal((DisparityStatus.Partial, 0), (gap.Status, gap.LeftOut.Count));
        Assert.Equal(["c7"], gap.LeftOutClasses);
        Assert.Equal(Gap([.. Records.Where(r => r.Label != "c7")]).Value, gap.Value);
        Assert.Contains("class c7", FairnessGates.Measurements(FairnessAudit.Run(Records, Options)).Single(m => m.Metric == "multiclass_equalized_odds_difference").Caveat, StringComparison.Ordinal);
    }

    /// <summary>A group with one class only would leave one class of two: it is left out itself.</summary>
    [Fact]
    public void AGroupThatLacksMostIsLeftOut_NotTheClasses()
    {
        FairnessRecord[] narrow = [.. Enumerable.Range(0, 12).Select(i => new FairnessRecord { Id = $"x{i}", Label = "c3", Prediction = "c3", Groups = [new("sex", "x")] })];

        var gap = Gap([.. Records, .. narrow]);

        Assert.Equal(["x"], gap.LeftOut);
        Assert.Equal(["c7"], gap.LeftOutClasses);
        Assert.Equal(Gap(Records).Value, gap.Value);
    }

    /// <summary>Small groups that lack most classes cost fewer records than the classes that the large ones share: they go, and a model that is wrong on these classes is not hidden.</summary>
    [Fact]
    public void SmallGroupsDoNotHideWhatLargeOnesShare()
    {
        string[] classes = [.. Enumerable.Range(0, 12).Select(k => $"c{k}")];
        FairnessRecord Record(string site, int k, int i) => new() { Id = $"{site}{k}{i}", Label = classes[k], Prediction = site == "a" && k < 10 ? "c11" : classes[k], Groups = [new("sex", site)] };
        FairnessRecord[] large = [.. from site in new[] { "a", "b" } from k in Enumerable.Range(0, 12) from i in Enumerable.Range(0, 40) select Record(site, k, i)];
        FairnessRecord[] small = [.. from s in Enumerable.Range(0, 12) from k in new[] { 10, 11 } from i in Enumerable.Range(0, 10) select Record($"s{s}", k, i)];

        var gap = Gap([.. large, .. small]);

        Assert.Equal(12, gap.LeftOut.Count);
        Assert.Equal(10.0 / 12, gap.Value!.Value, 1e-12);
        Assert.True(gap.Interval!.Value.Lower > 0.5);
    }

    [Fact]
    public void WithoutAClassThatTwoGroupsHave_NothingIsCompared()
    {
        FairnessRecord[] apart = [.. Enumerable.Range(0, 80).Select(i => new FairnessRecord { Id = $"{i}", Label = i % 2 == 0 ? "c3" : "c5", Prediction = "c3", Groups = [new("sex", i % 2 == 0 ? "f" : "m")] })];

        var gap = Gap(apart);

        Assert.Equal(DisparityStatus.TooFewGroups, gap.Status);
        Assert.Null(gap.Value);
    }

    private static Disparity Gap(FairnessRecord[] records) => FairnessAudit.Run(records, Options).Disparities.Single(d => d.Name == "multiclass_equalized_odds_difference");

    [Fact]
    public void OfFewClassesEachIsCompared_WhateverItHolds()
    {
        var report = FairnessAudit.Run(Records, Options with { Classes = ["c3", "c5", "c7", "c9"] });

        Assert.Equal(["c3", "c5", "c7", "c9", ""], report.Rates.Select(r => r.Class).Distinct());
        Assert.Equal(0, report.SmallClasses);
    }

    [Fact]
    public void TheUsualGatesSpeakOfAllClassesAtOnce_OrOfThePositiveOne()
    {
        var report = FairnessAudit.Run(Records, Options);

        var decision = GateDecision.Of(FairnessGates.Default(Classes, null), FairnessGates.Measurements(report));

        Assert.Equal(["accuracy_parity_difference[*&*]", "accuracy_parity_difference[sex]", "multiclass_equalized_odds_difference[sex]", "total_variation_parity_difference[sex]"], decision.Results.Select(r => r.Id).Order(StringComparer.Ordinal));
        Assert.Equal(FairnessGates.Default(2, "c1"), FairnessGates.Default(Classes, "c3"));
        Assert.Equal([""], FairnessGates.Default(2, null).Where(g => g.Metric == "accuracy_parity_difference").Select(g => g.Class));
        Assert.All(FairnessGates.Default(Classes, null), gate => Assert.Equal(gate, GateCondition.Parse(gate.ToString())));
        FairnessGates.Check(FairnessGates.Default(Classes, null), Options);
    }

    [Fact]
    public void WhereAllRatesAreTheSame_TwoGroupsAreNamed()
    {
        FairnessRecord[] same = [.. Enumerable.Range(0, 90).Select(i => new FairnessRecord { Id = $"{i}", Label = "c3", Prediction = i / 3 % 2 == 0 ? "c3" : "c5", Groups = [new("sex", new[] { "f", "m", "x" }[i % 3])] })];

        var gap = FairnessAudit.Run(same, Options with { Classes = ["c3", "c5"] }).Disparities.First(d => d is { Name: "accuracy_parity_difference", Class: "c3" });

        Assert.Equal((0, "f", "x"), (gap.Value, gap.LowGroup, gap.HighGroup));
    }
}
