using MLExplain.Audit.Fairness;
using MLExplain.Audit.Gates;
using MLExplain.Audit.Review;
using MLExplain.Tests.Audit.Fairness;

namespace MLExplain.Tests.Audit.Gates;

public class GateTests
{
    private static readonly GateCondition AtMost = new("gap", GateOperator.AtMost, 0.1);

    /// <summary>A conclusion needs the whole interval on one side.</summary>
    [Theory]
    [InlineData("gap <= 0.1", 0.01, 0.05, 0.1, GateStatus.Pass)]
    [InlineData("gap <= 0.1", 0.05, 0.08, 0.11, GateStatus.Inconclusive)]
    [InlineData("gap <= 0.1", 0.05, 0.2, 0.3, GateStatus.Inconclusive)]
    [InlineData("gap <= 0.1", 0.11, 0.2, 0.3, GateStatus.Fail)]
    [InlineData("gap < 0.1", 0.01, 0.05, 0.1, GateStatus.Inconclusive)]
    [InlineData("gap >= 0.8", 0.8, 0.9, 0.95, GateStatus.Pass)]
    [InlineData("gap >= 0.8", 0.7, 0.9, 0.95, GateStatus.Inconclusive)]
    [InlineData("gap > 0.8", 0.5, 0.6, 0.8, GateStatus.Fail)]
    public void StatusIsThatOfTheInterval(string condition, double lower, double value, double upper, GateStatus expected) =>
        Assert.Equal(expected, Judge(GateCondition.Parse(condition), Number(lower, value, upper)).Status);

    /// <summary>The number alone would pass or fail: said beside the conclusion.</summary>
    [Theory]
    [InlineData(0.05, GateStatus.Pass)]
    [InlineData(0.2, GateStatus.Fail)]
    public void ThePointVerdictStandsBeside(double value, GateStatus expected) => Assert.Equal(expected, Judge(AtMost, Number(0, value, 0.4)).PointStatus);

    /// <summary>0.3 − 0.2 is not 0.1 in float64, but meets it; a count is known exactly.</summary>
    [Theory]
    [InlineData("gap <= 0.1", GateStatus.Pass)]
    [InlineData("gap < 0.1", GateStatus.Fail)]
    [InlineData("gap >= 0.1", GateStatus.Pass)]
    [InlineData("gap > 0.1", GateStatus.Fail)]
    public void TheBoundaryBelongsToOrEqual(string condition, GateStatus expected) =>
        Assert.Equal(expected, Judge(GateCondition.Parse(condition), Number(0.3 - 0.2, 0.3 - 0.2, 0.3 - 0.2)).Status);

    [Fact]
    public void WithoutANumber_NotEvaluated_WithItsReason()
    {
        var result = Judge(AtMost, Number(null, null, null) with { Absence = "Fewer than two groups can be compared." });

        Assert.Equal(GateStatus.NotEvaluated, result.Status);
        Assert.Null(result.PointStatus);
        Assert.Equal("Fewer than two groups can be compared.", result.Reason);
    }

    [Fact]
    public void WithoutAnInterval_Inconclusive() => Assert.Equal(GateStatus.Inconclusive, Judge(AtMost, Number(null, 0.05, null)).Status);

    /// <summary>What a number leaves out could only make it worse: it can fail but not pass.</summary>
    [Fact]
    public void ANumberThatDoesNotTellAll_NeverPasses()
    {
        Assert.Equal(GateStatus.Inconclusive, Judge(AtMost, Number(0.01, 0.02, 0.03) with { Caveat = "Left out: c." }).Status);
        Assert.Equal(GateStatus.Fail, Judge(AtMost, Number(0.2, 0.3, 0.4) with { Caveat = "Left out: c." }).Status);
    }

    /// <summary>A gate that ran no checks must not read as a pass.</summary>
    [Fact]
    public void NoGates_NotEvaluated() => Assert.Equal(GateStatus.NotEvaluated, GateDecision.Of([], [Number(0, 0, 0)]).Status);

    /// <summary>A decision that nothing makes is said as such, whatever the reason.</summary>
    [Theory]
    [InlineData(GateSeverity.Warning, false, "Every gate only warns: the audit has neither passed nor failed. Of 1 that only warn, 1 are not met.")]
    [InlineData(GateSeverity.Error, true, "No gate is left that decides: the audit has neither passed nor failed. 1 more is dismissed by a review and does not count.")]
    public void WithoutAGateThatDecides_NotEvaluated_AndWhy(GateSeverity severity, bool isDismissed, string sentence)
    {
        var failed = Judge(AtMost with { Severity = severity }, Number(0.2, 0.3, 0.4));
        GateException dismissed = new(ReviewFinding.Of(new GateDecision([failed]), [])[0], "why", new(2026, 8, 1), "A", "b", new(2026, 6, 1));

        var decision = new GateDecision([failed with { Exception = isDismissed ? dismissed : null }]);

        Assert.Equal(GateStatus.NotEvaluated, decision.Status);
        Assert.Equal(sentence, decision.Sentence);
    }

    /// <summary>Aequitas read <c>min() == False</c> of nothing as fair.</summary>
    [Fact]
    public void Aequitas_AllUndefinedIsNotFair() =>
        Assert.Equal(GateStatus.NotEvaluated, GateDecision.Of([AtMost], [Number(null, null, null), Number(null, null, null)]).Status);

    /// <summary>Giskard said "Good job!" when its detectors had skipped every small slice.</summary>
    [Fact]
    public void Giskard_SkippedSmallGroupsAreNotAPass()
    {
        var options = Made.Options with { MinimumDenominator = 20 };
        FairnessRecord[] records = [.. Made.Group("a", 190, 10, 10, 190), .. Made.Group("b", 190, 10, 10, 190), .. Made.Group("small", 1, 4, 4, 1)];

        var result = GateDecision.Of(
            [new("equal_opportunity_difference", GateOperator.AtMost, 0.1)], FairnessGates.Measurements(FairnessAudit.Run(records, options))).Results.Single();

        Assert.Equal(GateStatus.Inconclusive, result.Status);
        Assert.Equal(GateStatus.Pass, result.PointStatus);
        Assert.Contains("small", result.Reason, StringComparison.Ordinal);
    }

    /// <summary>Equalized odds of the half that can be estimated looks perfectly fair (JobCollins/fairness_pipeline_dev_toolkit #29).</summary>
    [Fact]
    public void EqualizedOddsOfOneHalf_IsNotEvaluated()
    {
        var report = Made.Audit(Made.Group("a", 50, 0, 50, 0), Made.Group("b", 50, 0, 50, 0));

        var result = GateDecision.Of([new("equalized_odds_difference", GateOperator.AtMost, 0.1)], FairnessGates.Measurements(report)).Results.Single();

        Assert.Equal(GateStatus.NotEvaluated, result.Status);
    }

    [Fact]
    public void AWarningDecidesNothing()
    {
        var decision = GateDecision.Of([AtMost with { Severity = GateSeverity.Warning }, new("other", GateOperator.AtLeast, 0)], [Number(0.2, 0.3, 0.4), Number(1, 1, 1) with { Metric = "other" }]);

        Assert.Equal(GateStatus.Pass, decision.Status);
        Assert.Equal(1, decision.Count(GateStatus.Fail, GateSeverity.Warning));
    }

    [Fact]
    public void WorstComesFirst() => Assert.Equal(
        [GateStatus.Fail, GateStatus.Inconclusive, GateStatus.NotEvaluated, GateStatus.Pass],
        GateDecision.Of([AtMost], [Number(0, 0, 0), Number(null, null, null), Number(0.2, 0.2, 0.2), Number(0, 0.05, 0.2)]).Results.Select(r => r.Status));

    /// <summary>Intervals shrink with the root of n: one twice as wide as it may be needs four times the records, three times as many more.</summary>
    [Fact]
    public void StillNeeded_ByHand() => Assert.Equal(3 * 50, Judge(AtMost, Number(0.01, 0.05, 0.15) with { CountA = 50, CountB = 80 }).StillNeeded);

    /// <summary>With fewer records than asked for the gate stays open, with somewhat more it closes.</summary>
    [Fact]
    public void StillNeeded_BringsAConclusion()
    {
        // Counts grow in whole fives, and Wilson's bounds are not exactly of order 1 / sqrt(n): a quarter on either side.
        const double Slack = 0.25;
        var open = Scaled(15);
        Assert.Equal(GateStatus.Inconclusive, open.Status);
        var needed = 75 + open.StillNeeded!.Value;

        Assert.Equal(GateStatus.Inconclusive, Scaled((int)((1 - Slack) * needed / 5)).Status);
        Assert.Equal(GateStatus.Pass, Scaled((int)((1 + Slack) * needed / 5)).Status);

        // TPR 1 of 5 in both groups: a true gap of 0, of 5n positives each.
        static GateResult Scaled(int n) => GateDecision.Of(
            [new("equal_opportunity_difference", GateOperator.AtMost, 0.1)],
            FairnessGates.Measurements(Made.Audit(Made.Group("a", n, 5, 4 * n, 5), Made.Group("b", n, 5, 4 * n, 5)))).Results.Single();
    }

    [Fact]
    public void MoreRecordsDoNotMoveANumberOffItsThreshold() => Assert.Null(Judge(AtMost, Number(0.05, 0.1, 0.15) with { CountA = 50 }).StillNeeded);

    private static GateResult Judge(GateCondition condition, Measurement measurement) => GateDecision.Of([condition], [measurement]).Results.Single();

    private static Measurement Number(double? lower, double? value, double? upper) => new() { Section = "made", Metric = "gap", Lower = lower, Value = value, Upper = upper };
}
