using MLExplain.Audit.Fairness;

namespace MLExplain.Tests.Audit.Fairness;

public sealed class ImpactRatioTests
{
    private const double Rounding = 1e-9;

    /// <summary>Questions and answers on the Uniform Guidelines (44 FR 11996, 1979), no. 12: of 80 white applicants 48 are hired, of 40 black ones 12; 30 % ÷ 60 % is adverse impact.</summary>
    [Fact]
    public void TheGuidelinesOwnExampleIsAdverseImpact()
    {
        var report = Made.Audit(Made.Group("white", 48, 0, 0, 32), Made.Group("black", 12, 0, 0, 28));

        var black = Find(report, "black");
        Assert.Equal((0.3, 0.5, true, "white"), (black.Rate, black.Ratio, black.BelowFourFifths, black.Reference));
        Assert.Equal((0.6, 1.0, false), (Find(report, "white").Rate, Find(report, "white").Ratio, Find(report, "white").BelowFourFifths));
        Assert.Equal(1 / 3.0, black.ShareOfData, Rounding);

        // Both together: 60 of 120, so z = (.3 − .6) / √(.5 · .5 / (120 · ⅓ · ⅔)).
        Assert.Equal(-0.3 / Math.Sqrt(0.25 / (120 * (1 / 3.0) * (2 / 3.0))), black.Deviations!.Value, Rounding);
        Assert.Equal(0.5, DisparityTests.Find("demographic_parity_ratio", report).Value!.Value, Rounding);
    }

    /// <summary>Four fifths exactly is not below four fifths, whatever 0.24 ÷ 0.3 is in binary.</summary>
    [Theory]
    [InlineData(24, 100, 30, 100, false)]
    [InlineData(28, 50, 70, 100, false)]
    [InlineData(23, 100, 30, 100, true)]
    public void TheBoundaryIsDecidedInWholeNumbers(int selected, int count, int referenceSelected, int referenceCount, bool below)
    {
        var report = Made.Audit(Made.Group("a", selected, 0, 0, count - selected), Made.Group("b", referenceSelected, 0, 0, referenceCount - referenceSelected));

        Assert.Equal(below, Find(report, "a").BelowFourFifths);
    }

    [Fact]
    public void WhoTakesNoPartIsStillListedWithItsRate()
    {
        var report = FairnessAudit.Run(
            [.. Made.Group("a", 30, 0, 0, 70), .. Made.Group("b", 20, 0, 0, 80), .. Made.Group("few", 4, 0, 0, 1), .. Made.Group("", 50, 0, 0, 0)],
            Made.Options with { MinimumDenominator = 10 });

        Assert.Equal((RateStatus.BelowMinN, 0.8, null, null), (Find(report, "few").Status, Find(report, "few").Rate, Find(report, "few").Ratio, Find(report, "few").BelowFourFifths));
        Assert.Equal((RateStatus.MissingAttribute, 1.0, null), (Find(report, "(missing)").Status, Find(report, "(missing)").Rate, Find(report, "(missing)").Ratio));
        Assert.Equal((RateStatus.Ok, "a"), (Find(report, "b").Status, Find(report, "b").Reference));
        Assert.Equal(2 / 3.0, Find(report, "b").Ratio!.Value, Rounding);
        Assert.Equal(1, report.ImpactRatios.Where(i => i.Basis == "prediction").Sum(i => i.ShareOfData), Rounding);
    }

    [Fact]
    public void NobodySelectedHasNoRatio() =>
        Assert.All(Made.Audit(Made.Group("a", 0, 0, 5, 5), Made.Group("b", 0, 0, 5, 5)).ImpactRatios, i => Assert.Equal((0, null, null, null), (i.Rate, i.Ratio, i.BelowFourFifths, i.Deviations)));

    /// <summary>Scores .1 to .8 have the median .45; three of four in a and one of four in b lie above.</summary>
    [Fact]
    public void ScoresCountAsSelectedAboveTheMedianOfAll()
    {
        var scores = new[] { ("a", 0.1), ("b", 0.2), ("b", 0.3), ("b", 0.4), ("a", 0.5), ("a", 0.6), ("a", 0.7), ("b", 0.8) };
        var report = FairnessAudit.Run([.. scores.Select(s => Made.Record("yes", "no", ("group", s.Item1)) with { Score = s.Item2 })], Made.Options);

        var b = report.ImpactRatios.Single(i => i is { Group: "b", Basis: "score_above_median" });
        Assert.Equal((1, 0.25, "a"), (b.Selected, b.Rate, b.Reference));
        Assert.Equal(1 / 3.0, b.Ratio!.Value, Rounding);
    }

    private static ImpactRatio Find(FairnessReport report, string group) => report.ImpactRatios.Single(i => i.Group == group && i.Basis == "prediction");
}
