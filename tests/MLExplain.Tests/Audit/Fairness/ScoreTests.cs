using MLExplain.Audit.Fairness;
using MLExplain.Tensors;

namespace MLExplain.Tests.Audit.Fairness;

/// <summary>Calibration by group, and rates at other thresholds.</summary>
public sealed class ScoreTests
{
    private const double Rounding = 1e-9;

    private static readonly FairnessOptions Five = Made.Options with { CalibrationBins = 5, Thresholds = [0.5, 0.25] };

    /// <summary>Group a: bin [0, .2) holds .1 (no); bin [.2, .4) holds .2 (yes) and .3 (no); bin [.8, 1] holds .9 (yes) and 1 (no).</summary>
    private static readonly FairnessRecord[] Records =
    [
        .. Scores("a", (0.1, false), (0.2, true), (0.3, false), (0.9, true), (1, false)),
        .. Scores("b", (0.7, true), (0.7, true), (0.7, true), (0.7, false)),
    ];

    [Fact]
    public void TheCalibrationErrorIsThatOfTheBins()
    {
        var a = Find(FairnessAudit.Run(Records, Five), "a");

        Assert.Equal([(0, 1L), (0.2, 2), (0.4, 0), (0.6, 0), (0.8, 2)], a.Bins.Select(b => (b.Lower, b.Count)));
        Assert.Equal([0.1, 0.25, null, null, 0.95], a.Bins.Select(b => b.MeanScore is { } m ? Math.Round(m, 12) : (double?)null));
        Assert.Equal([0, 0.5, null, null, 0.5], a.Bins.Select(b => b.Accuracy));

        // (1 · |0 − .1| + 2 · |.5 − .25| + 2 · |.5 − .95|) / 5
        Assert.Equal((0.1 + 0.5 + 0.9) / 5, a.Error!.Value, Rounding);
        Assert.Equal(0.05, Find(FairnessAudit.Run(Records, Five), "b").Error!.Value, Rounding);
    }

    [Fact]
    public void TheGapBetweenGroupsIsADisparity()
    {
        var gap = DisparityTests.Find("calibration_difference", FairnessAudit.Run(Records, Five));

        Assert.Equal(0.25, gap.Value!.Value, Rounding);
        Assert.Equal(("b", "a", "ece"), (gap.LowGroup, gap.HighGroup, gap.Rate));
        Assert.InRange(gap.Value.Value, gap.Interval!.Value.Lower, gap.Interval.Value.Upper);
    }

    [Fact]
    public void BinsOfEqualMassAreCutAtQuantilesOfAllScores()
    {
        var report = FairnessAudit.Run([.. Enumerable.Range(1, 9).SelectMany(i => Scores(i % 2 == 0 ? "a" : "b", (i / 10.0, i % 3 == 0)))], Made.Options with { CalibrationBins = 4 });

        var all = report.Calibration.Single(c => c is { Attribute: "", Binning: "equal_mass" });
        Assert.Equal([0.1, 0.3, 0.5, 0.7], all.Bins.Select(b => Math.Round(b.Lower, 12)));
        Assert.Equal([2L, 2, 2, 3], all.Bins.Select(b => b.Count));
        Assert.All(report.Calibration.Where(c => c.Binning == "equal_mass"), c => Assert.Equal(all.Bins.Select(b => b.Lower), c.Bins.Select(b => b.Lower)));
    }

    /// <summary>Scores that are true as often as they say: the error is chance, and its interval reaches near it.</summary>
    [Fact]
    public void OfACalibratedModel_TheGapIsNotCalledReal()
    {
        var random = new SplitMix64(5);
        var records = new List<FairnessRecord>();
        for (var i = 0; i < 3000; i++)
        {
            var score = random.NextUniform();
            records.AddRange(Scores(i % 10 == 0 ? "small" : "large", (score, random.NextUniform() < score)));
        }

        var report = FairnessAudit.Run(records, Made.Options with { Replicates = 200 });

        Assert.True(Find(report, "small").Error > Find(report, "large").Error);
        Assert.InRange(DisparityTests.Find("calibration_difference", report).Interval!.Value.Lower, 0, 0.02);
        Assert.Equal(FairnessAudit.Run([.. Enumerable.Reverse(records)], Made.Options with { Replicates = 200 }).Calibration.Select(c => (c.Error, c.Interval)), report.Calibration.Select(c => (c.Error, c.Interval)));
    }

    [Fact]
    public void WithoutProbabilitiesThereIsNoCalibration()
    {
        var outside = FairnessAudit.Run([.. Records, .. Scores("a", (1.5, true))], Five);
        var none = Made.Audit(Made.Group("a", 1, 1, 1, 1), Made.Group("b", 1, 1, 1, 1));
        var some = FairnessAudit.Run([.. Records, .. Made.Group("c", 1, 1, 1, 1), Made.Record("yes", "yes", ("group", "c")) with { Score = double.NaN }], Five);

        Assert.Equal((new ScoreSummary(10, 0, 1), 0), (outside.Scores, outside.Calibration.Count));
        Assert.Equal((new ScoreSummary(0, 8, 0), 0, 0), (none.Scores, none.Calibration.Count, none.Thresholds.Count));
        Assert.Equal(new ScoreSummary(9, 5, 0), some.Scores);
        Assert.Equal((RateStatus.ZeroDenominator, null), (Find(some, "c").Status, Find(some, "c").Error));
        Assert.Equal(["c"], DisparityTests.Find("calibration_difference", some).LeftOut);
    }

    [Fact]
    public void RatesAreSweptOverThresholds_AScoreAtTheThresholdCounts()
    {
        var report = FairnessAudit.Run([.. Records, .. Scores("a", (0.5, true))], Five);

        Assert.Equal([0.25, 0.5], report.Thresholds.Select(t => t.Threshold).Distinct());
        Assert.Equal((2L, 3L), At(report, 0.5, "tpr"));
        Assert.Equal((1L, 3L), At(report, 0.5, "fpr"));
        Assert.Equal((2L, 3L), At(report, 0.25, "fpr"));
        Assert.Equal((3L, 6L), At(report, 0.5, "selection_rate"));
        Assert.Equal((4L, 6L), At(report, 0.25, "selection_rate"));
        Assert.Equal((2L, 3L), At(report, 0.5, "ppv"));
    }

    private static (long, long) At(FairnessReport report, double threshold, string metric)
    {
        var rate = report.Thresholds.Single(t => t.Group == "a" && t.Threshold == threshold && t.Metric == metric).Rate;
        return (rate.Numerator, rate.Denominator);
    }

    private static IEnumerable<FairnessRecord> Scores(string group, params (double Score, bool IsTrue)[] rows) =>
        rows.Select(r => Made.Record(r.IsTrue ? "yes" : "no", r.Score >= 0.5 ? "yes" : "no", ("group", group)) with { Score = r.Score });

    private static GroupCalibration Find(FairnessReport report, string group) => report.Calibration.Single(c => c.Group == group && c.Attribute == "group" && c.Binning == "equal_width");
}
