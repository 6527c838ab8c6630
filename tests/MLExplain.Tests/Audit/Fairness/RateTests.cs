using MLExplain.Audit.Fairness;

namespace MLExplain.Tests.Audit.Fairness;

public sealed class RateTests
{
    /// <summary>Both sides are one division, or a few, in double precision.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The published intervals are printed with four digits.</summary>
    private const double Printed = 0.5e-4;

    /// <summary>Group a: 30 true positives, 5 false positives, 10 false negatives, 55 true negatives. Group b: 8, 12, 8, 32.</summary>
    [Theory]
    [InlineData("selection_rate", 35, 100, 20, 60)]
    [InlineData("tpr", 30, 40, 8, 16)]
    [InlineData("fnr", 10, 40, 8, 16)]
    [InlineData("fpr", 5, 60, 12, 44)]
    [InlineData("tnr", 55, 60, 32, 44)]
    [InlineData("ppv", 30, 35, 8, 20)]
    [InlineData("npv", 55, 65, 32, 40)]
    [InlineData("fdr", 5, 35, 12, 20)]
    [InlineData("for", 10, 65, 8, 40)]
    [InlineData("accuracy", 85, 100, 40, 60)]
    [InlineData("prevalence", 40, 100, 16, 60)]
    public void EveryRateIsTheTablesCountOverTheTablesCount(string metric, int numeratorA, int denominatorA, int numeratorB, int denominatorB)
    {
        var report = Made.Audit(Made.Group("a", 30, 5, 10, 55), Made.Group("b", 8, 12, 8, 32));

        Check(report.Rate("a", metric), numeratorA, denominatorA);
        Check(report.Rate("b", metric), numeratorB, denominatorB);
        Check(report.Rate("", metric, attribute: ""), numeratorA + numeratorB, denominatorA + denominatorB);
    }

    [Fact]
    public void TheTableAboveHasEveryRate() => Assert.Equal(
        ["selection_rate", "tpr", "fnr", "fpr", "tnr", "ppv", "npv", "fdr", "for", "accuracy", "prevalence"], RateMetrics.All.Select(m => m.Name));

    /// <summary>R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 1998, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void WilsonsIntervalIsThePublishedOne(int successes, int trials, double lower, double upper)
    {
        var interval = Wilson.Interval(successes, trials);
        var mirrored = Wilson.Interval(trials - successes, trials);

        Assert.Equal(lower, interval.Lower, Printed);
        Assert.Equal(upper, interval.Upper, Printed);
        Assert.Equal(1 - interval.Upper, mirrored.Lower, Rounding);
        Assert.Equal(1 - interval.Lower, mirrored.Upper, Rounding);
    }

    /// <summary>Exact: the binomial probability of every outcome whose interval holds the truth, no simulation.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(200)]
    public void WilsonsIntervalCoversAsPromised(int trials)
    {
        double[] shares = [.. Enumerable.Range(1, 99).Select(i => i / 100.0)];
        double[] coverage = [.. shares.Select(share => Enumerable.Range(0, trials + 1)
            .Where(k => Wilson.Interval(k, trials) is var interval && interval.Lower <= share && share <= interval.Upper)
            .Sum(k => MathNet.Numerics.Distributions.Binomial.PMF(share, trials, k)))];

        // Discreteness makes coverage jump around its mean (Brown, Cai, DasGupta, Statistical Science 2001): 0.95 on average, never far below 0.83.
        Assert.Equal(0.95, coverage.Average(), 0.01);
        Assert.True(coverage.Min() > 0.83, $"{coverage.Min()}");
    }

    [Fact]
    public void WhatIsUndefinedHasAStatusAndNoValue()
    {
        var report = FairnessAudit.Run(
            [.. Made.Group("a", 30, 5, 10, 55), .. Made.Group("one class", 20, 0, 5, 0), .. Made.Group("small", 2, 1, 1, 2), .. Made.Group("", 9, 9, 9, 9)],
            Made.Options with { MinimumDenominator = 10 });

        Check(report.Rate("one class", "tpr"), 20, 25);
        Undefined(report.Rate("one class", "fpr"), RateStatus.ZeroDenominator, 0, 0);
        Undefined(report.Rate("small", "tpr"), RateStatus.BelowMinN, 2, 3);
        Undefined(report.Rate("(missing)", "tpr"), RateStatus.MissingAttribute, 9, 18);
        Assert.Equal(6 + 100 + 25 + 36, report.Rate("", "accuracy", attribute: "").Denominator);
        Assert.All(report.Rates, r => Assert.Equal(r.Rate.Status == RateStatus.Ok, r.Rate.Value is not null && r.Rate.Interval is not null));
        Assert.All(report.Rates, r => Assert.True(r.Rate.Value is null or (>= 0 and <= 1), $"{r}"));
    }

    /// <summary>The minimum belongs to the rate: a group of 200 with 4 positives has an accuracy but no true positive rate.</summary>
    [Fact]
    public void TheMinimumAppliesToTheRatesOwnDenominator()
    {
        var report = FairnessAudit.Run([.. Made.Group("a", 3, 10, 1, 186)], Made.Options with { MinimumDenominator = 10 });

        Assert.Equal(RateStatus.BelowMinN, report.Rate("a", "tpr").Status);
        Assert.Equal(RateStatus.Ok, report.Rate("a", "accuracy").Status);
        Assert.Equal(RateStatus.Ok, report.Rate("a", "fpr").Status);
    }

    [Fact]
    public void WithoutAPositiveClass_EveryClassIsHeldAgainstTheRest_AndAllAtOnce()
    {
        var records = new[] { ("a", "a", 5), ("a", "b", 2), ("b", "b", 7), ("b", "c", 1), ("c", "c", 4), ("c", "a", 3) }
            .SelectMany(cell => Made.Repeat(cell.Item3, "g", cell.Item1, cell.Item2));

        var report = FairnessAudit.Run([.. records], Made.Options with { Positive = null });

        Check(report.Rate("g", "tpr", "a"), 5, 7);
        Check(report.Rate("g", "fpr", "a"), 3, 15);
        Check(report.Rate("g", "ppv", "b"), 7, 9);
        Check(report.Rate("g", "tnr", "c"), 14, 15);
        Check(report.Rate("g", "accuracy", "c"), 18, 22);
        Check(report.Rate("g", "accuracy", ""), 16, 22);
    }

    [Fact]
    public void WhatCannotBeCountedIsCountedAsThat()
    {
        var report = FairnessAudit.Run(
            [
                .. Made.Group("a", 1, 2, 3, 4), Made.Record("", "yes", ("group", "a")), Made.Record("", "", ("group", "a")), Made.Record("yes", "", ("group", "a")),
                Made.Record("maybe", "no", ("group", "a")),
            ],
            Made.Options with { Classes = ["yes", "no"] });

        Assert.Equal(10, report.Records);
        Assert.Equal([new("missing_label", 2), new("missing_prediction", 1), new("unknown_class", 1)], report.Excluded);
    }

    private static void Check(Rate rate, long numerator, long denominator)
    {
        Assert.Equal((numerator, denominator, RateStatus.Ok), (rate.Numerator, rate.Denominator, rate.Status));
        Assert.Equal(numerator / (double)denominator, rate.Value!.Value, Rounding);
        Assert.InRange(rate.Value.Value, rate.Interval!.Value.Lower, rate.Interval.Value.Upper);
    }

    private static void Undefined(Rate rate, RateStatus status, long numerator, long denominator) =>
        Assert.Equal(new Rate(numerator, denominator, status, null, null), rate);
}
