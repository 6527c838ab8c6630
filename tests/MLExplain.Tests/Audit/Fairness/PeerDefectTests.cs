using MLExplain.Audit;
using MLExplain.Audit.Fairness;

namespace MLExplain.Tests.Audit.Fairness;

/// <summary>Defects found in other fairness tools, each held against ours.</summary>
public sealed class PeerDefectTests
{
    private const double Rounding = 1e-12;

    /// <summary>AI Verify divided a group's true positives by all positives of the data, so groups of 3222 and 1434 with equal models got .50 and .28.</summary>
    [Fact]
    public void AiVerify_GroupRatesDividedByWholeDataTotals_ScaleWithGroupSize()
    {
        var report = Made.Audit(Made.Group("large", 1208, 483, 403, 1128), Made.Group("small", 538, 215, 179, 502));

        Assert.Equal((3222, 1434), (Count(report, "large"), Count(report, "small")));
        Assert.Equal(1208 / 1611.0, report.Rate("large", "tpr").Value!.Value, Rounding);
        Assert.Equal(538 / 717.0, report.Rate("small", "tpr").Value!.Value, Rounding);
        Assert.InRange(DisparityTests.Find("equal_opportunity_difference", report).Value!.Value, 0, 0.001);
    }

    /// <summary>Aequitas kept only predicted positives when testing FPR, which tests FDR: here FDR differs clearly and FPR not at all.</summary>
    [Fact]
    public void Aequitas_SignificanceOfFprIsThatOfFdr()
    {
        var report = Made.Audit(Made.Group("a", 90, 10, 10, 90), Made.Group("b", 10, 30, 10, 270));

        Assert.Equal(report.Rate("a", "fpr").Value, report.Rate("b", "fpr").Value);
        Assert.Equal(1, DisparityTests.Find("predictive_equality_difference", report).PValue);
        Assert.True(DisparityTests.Find("fdr_parity_difference", report).PValue < 0.01);
    }

    /// <summary>Giskard used the sorting order as ranks, and took the maximum of nothing. The p-values are those of Benjamini and Hochberg's paper, 1995, section 3.</summary>
    [Fact]
    public void Giskard_BenjaminiHochbergRanksAreNotTheSortingOrder()
    {
        double[] paper = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        int[] shuffle = [7, 2, 11, 0, 14, 5, 9, 3, 12, 1, 8, 13, 4, 10, 6];

        var sorted = FalseDiscovery.Adjust(paper);
        var shuffled = FalseDiscovery.Adjust([.. shuffle.Select(i => paper[i])]);

        Assert.Equal(4, sorted.Count(q => q <= 0.05));
        Assert.Equal(0.0095 * 15 / 4, sorted[3], Rounding);
        Assert.Equal(0.0298 * 15 / 7, sorted[5], Rounding);
        Assert.Equal(shuffle.Select(i => sorted[i]), shuffled);
        Assert.Empty(FalseDiscovery.Adjust([]));
    }

    /// <summary>Holistic AI's layout swapped precision and recall.</summary>
    [Fact]
    public void HolisticAi_PrecisionIsNotRecall()
    {
        var report = Made.Audit(Made.Group("a", 30, 70, 0, 0), Made.Group("b", 30, 0, 30, 40));

        Assert.Equal((1, 0.3), (report.Rate("a", "tpr").Value, report.Rate("a", "ppv").Value));
        Assert.Equal((0.5, 1), (report.Rate("b", "tpr").Value, report.Rate("b", "ppv").Value));
    }

    /// <summary>A group without negatives has no FPR; equalized odds on TPR alone would look perfectly fair.</summary>
    [Fact]
    public void FairnessPipelineToolkit_EqualizedOddsOnTheEstimableHalfLooksPerfect()
    {
        var report = Made.Audit(Made.Group("a", 40, 30, 10, 20), Made.Group("no negatives", 40, 0, 10, 0));

        Assert.Equal(0, DisparityTests.Find("equal_opportunity_difference", report).Value);
        Assert.All(
            report.Disparities.Where(d => d.Metric == DisparityMetrics.EqualizedOdds),
            d => Assert.Equal((DisparityStatus.HalfNotEstimable, null, null), (d.Status, d.Value, d.Interval)));
    }

    /// <summary>ML.NET's group evaluation throws for a group of one class, and lists neither counts nor selection rates nor differences.</summary>
    [Fact]
    public void MicrosoftMLFairlearn_OneSingleClassGroupEndsTheAudit()
    {
        var report = Made.Audit(Made.Group("a", 40, 30, 10, 20), Made.Group("b", 20, 10, 10, 60), Made.Group("no positives", 0, 10, 0, 40));

        Assert.Equal(RateStatus.ZeroDenominator, report.Rate("no positives", "tpr").Status);
        Assert.Equal(0.2, report.Rate("no positives", "fpr").Value!.Value, Rounding);
        Assert.Equal(50, Count(report, "no positives"));
        Assert.Equal(["no positives"], DisparityTests.Find("equal_opportunity_difference", report).LeftOut);
        Assert.Equal(0.5, DisparityTests.Find("demographic_parity_difference", report).Value!.Value, Rounding);
    }

    private static long Count(FairnessReport report, string group) => report.Rates.First(r => r.Attribute == "group" && r.Group == group).Count;
}
