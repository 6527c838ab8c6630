using MLExplain.Audit.Fairness;

namespace MLExplain.Tests.Audit.Fairness;

public sealed class DisparityTests
{
    /// <summary>Both sides are a few operations in double precision.</summary>
    private const double Rounding = 1e-9;

    private static readonly FairnessReport Report = Made.Audit(Made.Group("a", 30, 5, 10, 55), Made.Group("b", 8, 12, 8, 32), Made.Group("c", 18, 2, 2, 18));

    [Theory]
    [InlineData("demographic_parity", "b", 20, 60, "c", 20, 40)]
    [InlineData("equal_opportunity", "b", 8, 16, "c", 18, 20)]
    [InlineData("fnr_parity", "c", 2, 20, "b", 8, 16)]
    [InlineData("predictive_equality", "a", 5, 60, "b", 12, 44)]
    [InlineData("tnr_parity", "b", 32, 44, "a", 55, 60)]
    [InlineData("predictive_parity", "b", 8, 20, "c", 18, 20)]
    [InlineData("npv_parity", "b", 32, 40, "c", 18, 20)]
    [InlineData("fdr_parity", "c", 2, 20, "b", 12, 20)]
    [InlineData("for_parity", "c", 2, 20, "b", 8, 40)]
    [InlineData("accuracy_parity", "b", 40, 60, "c", 36, 40)]
    [InlineData("prevalence_parity", "b", 16, 60, "c", 20, 40)]
    public void EveryRateIsComparedByDifferenceAndRatio_TheWorstPairNamed(string metric, string low, double lowNumerator, double lowDenominator, string high, double highNumerator, double highDenominator)
    {
        var (difference, ratio) = (Find($"{metric}_difference"), Find($"{metric}_ratio"));

        Assert.Equal((highNumerator / highDenominator) - (lowNumerator / lowDenominator), difference.Value!.Value, Rounding);
        Assert.Equal(lowNumerator / lowDenominator / (highNumerator / highDenominator), ratio.Value!.Value, Rounding);
        Assert.All(new[] { difference, ratio }, d => Assert.Equal((low, high, DisparityStatus.Ok), (d.LowGroup, d.HighGroup, d.Status)));
        Assert.All(new[] { difference, ratio }, d => Assert.Equal(((long)lowDenominator, (long)highDenominator, lowNumerator / lowDenominator, highNumerator / highDenominator), (d.LowCount, d.HighCount, d.LowValue, d.HighValue)));
        Assert.NotNull(difference.PValue);
        Assert.Null(ratio.PValue);
    }

    [Fact]
    public void EqualizedOddsIsTheWorseOfItsHalves_OrTheirMean()
    {
        var (tpr, fpr) = ((18 / 20.0) - (8 / 16.0), (12 / 44.0) - (5 / 60.0));

        Assert.Equal(Math.Max(tpr, fpr), Find("equalized_odds_difference").Value!.Value, Rounding);
        Assert.Equal((tpr + fpr) / 2, Find("equalized_odds_mean_difference").Value!.Value, Rounding);
        Assert.Equal(5 / 60.0 / (12 / 44.0), Find("equalized_odds_ratio").Value!.Value, Rounding);
        Assert.Equal(("tpr", "b", "c"), (Find("equalized_odds_difference").Rate, Find("equalized_odds_difference").LowGroup, Find("equalized_odds_difference").HighGroup));
        Assert.Equal(("fpr", "a", "b"), (Find("equalized_odds_ratio").Rate, Find("equalized_odds_ratio").LowGroup, Find("equalized_odds_ratio").HighGroup));
    }

    [Fact]
    public void TheWorstGroupIsNamed()
    {
        Assert.Equal(40 / 60.0, Find("worst_group_accuracy").Value!.Value, Rounding);
        Assert.Equal("b", Find("worst_group_accuracy").LowGroup);
    }

    [Fact]
    public void IntervalsHoldTheirValue_AndAreNoNarrowerThanTheBootstraps() => Assert.All(Report.Disparities, d =>
    {
        Assert.InRange(d.Value!.Value, d.Interval!.Value.Lower, d.Interval.Value.Upper);
        Assert.True(d.Interval.Value.Lower <= d.Bootstrap!.Value.Lower && d.Interval.Value.Upper >= d.Bootstrap.Value.Upper, $"{d}");
        Assert.InRange(d.Interval.Value.Lower, 0, 1);
        Assert.InRange(d.Interval.Value.Upper, 0, 1);
        Assert.True(d.QValue >= d.PValue || d.PValue is null);
    });

    /// <summary>Shares of predictions .5 .3 .2 and .2 .5 .3 differ by (.3 + .2 + .1) / 2. Within true class x .8 .2 0 and .5 .5 0, within y 0 .5 .5 both.</summary>
    [Fact]
    public void DistributionsOfPredictionsAreComparedByTotalVariation()
    {
        var parity = FairnessAudit.Run(
            [.. Cells("a", ("x", "x", 50), ("x", "y", 30), ("x", "z", 20)), .. Cells("b", ("x", "x", 20), ("x", "y", 50), ("x", "z", 30))],
            Made.Options with { Positive = null });
        var odds = FairnessAudit.Run(
            [.. Cells("a", ("x", "x", 8), ("x", "y", 2), ("y", "y", 5), ("y", "z", 5)), .. Cells("b", ("x", "x", 10), ("x", "y", 10), ("y", "y", 20), ("y", "z", 20)), .. Cells("c", ("x", "x", 5), ("x", "z", 5), ("y", "z", 10))],
            Made.Options with { Positive = null });

        Assert.Equal(0.3, Find("total_variation_parity_difference", parity).Value!.Value, Rounding);
        Assert.Equal(0.3, Find("total_variation_parity_mean_difference", parity).Value!.Value, Rounding);
        Assert.Equal(0.3, Find("multiclass_equalized_odds_difference", parity).Value!.Value, Rounding);

        // Pairs: a-b (.3 + 0)/2, a-c (.5 + .5)/2, b-c (.5 + .5)/2.
        Assert.Equal(0.5, Find("multiclass_equalized_odds_difference", odds).Value!.Value, Rounding);
        Assert.Equal((0.15 + 0.5 + 0.5) / 3, Find("multiclass_equalized_odds_mean_difference", odds).Value!.Value, Rounding);
    }

    [Fact]
    public void EachClassIsHeldAgainstTheRest()
    {
        var report = FairnessAudit.Run(
            [.. Cells("a", ("x", "x", 8), ("x", "y", 2), ("y", "y", 9), ("y", "z", 1), ("z", "z", 10)), .. Cells("b", ("x", "x", 5), ("x", "z", 5), ("y", "y", 10), ("z", "x", 4), ("z", "z", 6))],
            Made.Options with { Positive = null });

        Assert.Equal(0.3, Find("equal_opportunity_difference", report, "x").Value!.Value, Rounding);
        Assert.Equal(4 / 20.0, Find("predictive_equality_difference", report, "x").Value!.Value, Rounding);
        Assert.Equal(0.4, Find("equal_opportunity_difference", report, "z").Value!.Value, Rounding);
        Assert.Equal((27 - 21) / 30.0, Find("accuracy_parity_difference", report).Value!.Value, Rounding);
    }

    [Fact]
    public void GroupsWithoutTheRateAreNamed_AndTheRestIsOnlyPartOfTheAnswer()
    {
        var report = FairnessAudit.Run(
            [.. Made.Group("a", 30, 5, 10, 55), .. Made.Group("b", 20, 12, 20, 32), .. Made.Group("few", 2, 20, 1, 20), .. Made.Group("", 1, 90, 90, 1)],
            Made.Options with { MinimumDenominator = 10 });

        var tpr = Find("equal_opportunity_difference", report);
        Assert.Equal((DisparityStatus.Partial, 0.25), (tpr.Status, tpr.Value));
        Assert.Equal(["few"], tpr.LeftOut);
        Assert.Equal(DisparityStatus.Ok, Find("predictive_equality_difference", report).Status);
        Assert.Equal(["few"], Find("equalized_odds_difference", report).LeftOut);
    }

    [Fact]
    public void WhatCannotBeComparedHasNoValue()
    {
        var one = Made.Audit(Made.Group("a", 30, 5, 10, 55));
        var zero = Made.Audit(Made.Group("a", 0, 0, 10, 55), Made.Group("b", 0, 0, 20, 35));

        Assert.All(one.Disparities, d => Assert.True(d.Value is null && d.Interval is null && d.PValue is null && d.Status != DisparityStatus.Ok, $"{d}"));
        Assert.Equal((DisparityStatus.ZeroDenominator, null), (Find("demographic_parity_ratio", zero).Status, Find("demographic_parity_ratio", zero).Value));
        Assert.Equal((DisparityStatus.Ok, 0.0), (Find("demographic_parity_difference", zero).Status, Find("demographic_parity_difference", zero).Value));
        Assert.Equal(DisparityStatus.HalfNotEstimable, Find("equalized_odds_difference", one).Status);
    }

    [Fact]
    public void NamesAndOrderChangeNothing()
    {
        FairnessRecord[] records = [.. Made.Group("a", 30, 5, 10, 55), .. Made.Group("b", 8, 12, 8, 32), .. Made.Group("c", 18, 2, 2, 18)];
        var renamed = records.Select(r => r with { Groups = [KeyValuePair.Create("group", r.Groups[0].Value switch { "a" => "z", "b" => "y", _ => "x" })] }).Reverse();

        var report = FairnessAudit.Run([.. renamed], Made.Options);

        Assert.Equal(Report.Disparities.Select(Numbers), report.Disparities.Select(Numbers));
        Assert.NotEqual(Report.Disparities.Select(Numbers), FairnessAudit.Run(records, Made.Options with { Seed = 1 }).Disparities.Select(Numbers));
    }

    internal static Disparity Find(string name, FairnessReport? report = null, string? @class = null) =>
        (report ?? Report).Disparities.Single(d => d.Name == name && d.Attribute == "group" && d.Class == (@class ?? (report is null || report.Classes.Count == 2 ? "yes" : "")));

    private static (double?, Interval?, double?, double?) Numbers(Disparity d) => (d.Value, d.Bootstrap, d.PValue, d.QValue);

    private static IEnumerable<FairnessRecord> Cells(string group, params (string Label, string Prediction, int Count)[] cells) =>
        cells.SelectMany(c => Made.Repeat(c.Count, group, c.Label, c.Prediction));
}
