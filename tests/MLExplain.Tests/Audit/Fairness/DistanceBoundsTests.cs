using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Fairness;

/// <summary>Distances between distributions of many classes are large by chance: their intervals must say so.</summary>
public sealed class DistanceBoundsTests
{
    private static readonly GateCondition AtMost = new("multiclass_equalized_odds_difference", GateOperator.AtMost, 0.1);

    /// <summary>Predictions that have nothing to do with the groups: the distance is far above 0.1 in every draw, and no draw may fail.</summary>
    [Theory]
    [InlineData(12, 1000)]
    [InlineData(20, 2000)]
    [InlineData(50, 3000)]
    public void WhatChanceAloneMakesNeverFails(int classes, int records)
    {
        var above = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new SplitMix64((ulong)seed);
            int Next(ref SplitMix64 r, int below) => (int)(r.NextUniform() * below);
            var made = new List<FairnessRecord>();
            for (var i = 0; i < records; i++)
            {
                var (label, sex, isRight) = (Next(ref random, classes), Next(ref random, 2), random.NextUniform() < 0.7);
                made.Add(Made.Record($"c{label:00}", $"c{(isRight ? label : Next(ref random, classes)):00}", ("group", sex == 0 ? "f" : "m")));
            }

            var gap = Gap(made, classes);

            Assert.True(gap.Value > 0.1);
            Assert.NotEqual(GateStatus.Fail, Judge(gap));
            above += gap.Interval!.Value.Lower > 0 ? 1 : 0;
        }

        // One draw in forty is above the quantile that is taken off, so that 0 is outside of the interval.
        Assert.InRange(above, 0, 1);
    }

    /// <summary>Ten of ten right in each of twelve classes and both groups: resamples are all the same, and yet errors of a few per cent would look so.</summary>
    [Fact]
    public void WhatWasNotSeenIsNotZero()
    {
        var gap = Gap([.. from sex in new[] { "f", "m" } from k in Enumerable.Range(0, 12) from i in Enumerable.Range(0, 10) select Made.Record($"c{k:00}", $"c{k:00}", ("group", sex))], 12);

        // Wilson's end for ten records without an error, as independent errors of a mean of twelve add, and of two groups.
        Assert.Equal((0.0, 0.0), (gap.Value!.Value, gap.Interval!.Value.Lower));
        Assert.Equal(Math.Sqrt(2.0 / 12) * Wilson.Interval(0, 10).Upper, gap.Interval.Value.Upper, 1e-12);
    }

    /// <summary>Errors of a class with few records, most of which are not seen, are within the interval although the other classes have many records.</summary>
    [Fact]
    public void WhatWasNotSeenOfARareClassCounts()
    {
        var gap = Gap([.. from sex in new[] { "f", "m" } from k in Enumerable.Range(0, 5) from i in Enumerable.Range(0, k == 0 ? 10 : 1000) select Made.Record($"c{k:00}", $"c{k:00}", ("group", sex))], 5);

        // A tenth of the rare class wrong in one group is 0.02 of the mean over five classes, and would be seen in two of three draws only.
        Assert.True(gap.Interval!.Value.Upper > 0.05);
    }

    /// <summary>Of three groups the one that is apart is named as worst off, whichever it is compared with.</summary>
    [Fact]
    public void TheGroupThatIsApartFaresWorst()
    {
        string[] groups = ["f", "m", "x"];
        List<FairnessRecord> records = [.. from sex in groups from k in Enumerable.Range(0, 12) from i in Enumerable.Range(0, 20) select Made.Record($"c{k:00}", $"c{(sex == "m" && i % 2 == 0 ? (k + 1) % 12 : k):00}", ("group", sex))];

        Assert.Equal("m", Gap(records, 12).Outlier);
        Assert.Null(Gap([.. records.Where(r => r.Groups[0].Value != "x")], 12).Outlier);
    }

    /// <summary>A group for which half of the predictions are wrong fails all the same.</summary>
    [Fact]
    public void ARealDifferenceFails()
    {
        var gap = Gap([.. from sex in new[] { "f", "m" } from k in Enumerable.Range(0, 12) from i in Enumerable.Range(0, 40) select Made.Record($"c{k:00}", $"c{(sex == "m" && i % 2 == 0 ? (k + 1) % 12 : k):00}", ("group", sex))], 12);

        Assert.Equal(0.5, gap.Value!.Value, 1e-12);
        Assert.InRange(gap.Interval!.Value.Lower, 0.25, 0.5);
        Assert.Equal(GateStatus.Fail, Judge(gap));
    }

    private static Disparity Gap(List<FairnessRecord> records, int classes) => FairnessAudit.Run(records, Made.Options with { Positive = null, Classes = [.. Enumerable.Range(0, classes).Select(k => $"c{k:00}")], MinimumDenominator = 10, Replicates = 200 })
        .Disparities.Single(d => d.Name == "multiclass_equalized_odds_difference");

    private static GateStatus Judge(Disparity gap) => GateDecision.Of(
        [AtMost], [new() { Section = "fairness", Metric = AtMost.Metric, Value = gap.Value, Lower = gap.Interval!.Value.Lower, Upper = gap.Interval.Value.Upper }]).Status;
}
