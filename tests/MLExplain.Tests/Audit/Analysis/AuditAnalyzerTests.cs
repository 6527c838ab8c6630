using System.Text.Json;
using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Gates;

namespace MLExplain.Tests.Audit.Analysis;

public class AuditAnalyzerTests
{
    [Fact]
    public void AModelThatReadsTheRulerFailsForTheRulerAndNotForTheSkin()
    {
        var found = Analyze(AuditRecords.Ruled);

        // Predictions are the ruler itself: of twenty with each label, all and none are called malignant.
        var odds = found.Gates.Results.Single(r => r.Id == "equalized_odds_difference[ruler; malignant]");
        Assert.Equal((GateStatus.Fail, 1.0), (odds.Status, odds.Measurement!.Value));
        var skin = found.Gates.Results.Single(r => r.Id == "equalized_odds_difference[skin; malignant]");
        Assert.Equal(0, skin.Measurement!.Value);
        Assert.NotEqual(GateStatus.Fail, skin.Status);
        Assert.Equal(GateStatus.Fail, found.Gates.Status);
        Assert.InRange(found.Associations.Single(a => a is { Property: "ruler", Target: "prediction" }).Skill!.Value, 0.99, 1);
    }

    [Fact]
    public void RightForTheWrongReason_IsTheShareOfRightAnswersWhoseMapIsElsewhere()
    {
        var found = Analyze(AuditRecords.Ruled);

        // Right: twenty malignant ones with a ruler, mass 0.1 on a quarter of the picture, and twenty benign ones without, mass 0.5.
        var all = found.Measurements.Single(m => m is { Metric: AuditMeasurements.WrongReason, Attribute: "" });
        Assert.Equal((0.5, 40), (all.Value, all.CountA));
        var ruler = found.Measurements.Single(m => m is { Metric: AuditMeasurements.WrongReason, Attribute: "ruler" });
        Assert.Equal((1.0, "yes", 20), (ruler.Value, ruler.GroupA, ruler.CountA));
        var reliance = found.Measurements.Single(m => m is { Metric: "background_reliance_difference", Attribute: "ruler", Class: "" });
        Assert.Equal(0.4, reliance.Value!.Value, 1e-12);
        Assert.Equal(("no", "yes", 40, 40), (reliance.GroupA, reliance.GroupB, reliance.CountA, reliance.CountB));
    }

    [Fact]
    public void MapsThatNobodyJudgedNeverShowAPass()
    {
        var gates = new[] { GateCondition.Parse("background_reliance_difference <= 0.9"), GateCondition.Parse("background_reliance_difference <= 0.01") };

        var decision = Analyze(AuditRecords.Ruled, AuditRecords.Options with { Gates = gates, Attributes = ["ruler"] }).Gates;

        Assert.Equal([GateStatus.Fail, GateStatus.Inconclusive], decision.Results.Where(r => r.Measurement!.Class.Length == 0).Select(r => r.Status));
        Assert.All(decision.Results, r => Assert.Contains("The sanity checks of 'gradient' were not run.", r.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void TheOrderOfTheRecordsChangesNothing() => Assert.Equal(Written(Analyze(AuditRecords.Ruled)), Written(Analyze([.. AuditRecords.Ruled.Reverse()])));

    [Fact]
    public void WithoutAUsableRecordEverythingIsUnmeasuredAndNothingPasses()
    {
        var records = AuditRecords.Right.Select(r => r with
        {
            Status = ImageStatus.Unreadable, Prediction = "", Probability = null, Probabilities = [], Properties = null, Explanations = [],
        }).ToList();

        var found = Analyze(records);

        Assert.Null(found.Fairness);
        Assert.StartsWith("None of the 80 records can be audited", found.Unmeasured.Single(u => u.Section == "fairness").Reason, StringComparison.Ordinal);
        Assert.Equal(GateStatus.NotEvaluated, found.Gates.Status);
        Assert.DoesNotContain(found.Gates.Results, r => r.Status == GateStatus.Pass);
        Assert.Empty(found.Clusters);
    }

    [Fact]
    public void WithoutAttributesNothingIsComparedAndTheAuditSaysSo()
    {
        var found = Analyze(AuditRecords.Right, AuditRecords.Options with { Attributes = [] });

        Assert.Null(found.Fairness);
        Assert.Contains(found.Unmeasured, u => u is { Section: "fairness", Reason: "No attribute was named whose groups are to be compared." });
        Assert.Equal(0.0, found.Measurements.Single(m => m.Metric == AuditMeasurements.WrongReason).Value);
    }

    [Fact]
    public void WhatIsMissingIsCountedAndSaidWhy()
    {
        // Benign lesions with a ruler are all on dark skin, so that one intersection is empty and one group has one class; six images say nothing of
        // their skin, five have no mask, three were not explained, one has another label.
        var records = AuditRecords.Right.Where(r => r.Label != "benign" || Group(r, "ruler") != "yes" || Group(r, "skin") == "dark").ToList();
        records = [.. records.Select((r, i) => i switch
        {
            < 6 => r with { Groups = [r.Groups[0], new("skin", "")] },
            < 11 => r with { Explanations = [r.Explanations[0] with { Regions = [new RegionShare("lesion", null, null, "no_mask")] }] },
            < 14 => r with { Explanations = [], Status = ImageStatus.NotExplained },
            < 15 => r with { Label = "unsure", Status = ImageStatus.UnknownLabel },
            _ => r,
        })];

        var found = Analyze(records, AuditRecords.Options with { Positive = null });

        Has("fairness", "all images", 1, "Images have a label that is none of the classes.");
        Has("fairness", "skin", 6, "Images without a value are counted, but are no group to compare.");
        Has("attention", "background_reliance", 5, "Images have no such figure: no usable mask, nothing of the region in the picture, or a map of zeros.");
        Has("attention", "gradient", 3, "Images were scored, but have no map of this method.");
        Has(
            "associations", "properties", 12,
            "Properties are the same for all images that have a value of some target: width, height, aspect, size, file_size, contrast, red, green, blue, colorfulness, entropy, format.");
        Has("associations", "error", 16, "Properties could not be tested: fewer than two values of the target have enough images.");

        // 15 of the 70 images are not at their place any more; a class of maps needs twenty.
        Assert.All(found.Clusters, c => Assert.NotEqual(c.Maps >= 20, c.Reason.Length > 0));

        void Has(string section, string subject, long count, string reason) =>
            Assert.True(found.Unmeasured.Contains(new(section, subject, count, reason)), string.Join('\n', found.Unmeasured.Where(u => u.Section == section)));
    }

    [Fact]
    public void FewerImagesThanAClusterNeedsIsAReasonNotAFailure()
    {
        var found = Analyze([.. AuditRecords.Right.Take(12)]);

        Assert.Contains(found.Unmeasured, u => u is { Section: "clusters", Subject: "benign", Count: 12 } && u.Reason.Contains("20 are needed", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Gates.Results, r => r.Status == GateStatus.Pass && r.Measurement!.Section == "fairness" && r.Measurement.Metric.EndsWith("difference", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryStepIsReported()
    {
        var reported = new List<int>();

        AuditAnalyzer.Analyze(AuditRecords.Right, [], null, AuditRecords.Options, null, new Reports(reported.Add));

        Assert.Equal(Enumerable.Range(1, AuditAnalyzer.Steps), reported);
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentException>(() => Analyze(AuditRecords.Right, AuditRecords.Options with { Minimum = 1 }));
        Assert.Throws<ArgumentException>(() => Analyze(AuditRecords.Right, AuditRecords.Options with { Replicates = 99 }));
        Assert.Throws<ArgumentException>(() => Analyze(AuditRecords.Right, AuditRecords.Options with { Positive = "malign" }));
    }

    private static AuditAnalysis Analyze(IReadOnlyList<ImageRecord> records, AnalysisOptions? options = null) =>
        AuditAnalyzer.Analyze(records, [], null, options ?? AuditRecords.Options);

    private static string Group(ImageRecord record, string attribute) => record.Groups.First(g => g.Key == attribute).Value;

    private static string Written(AuditAnalysis found) => JsonSerializer.Serialize(new
    {
        found.Fairness, found.Attention, found.Associations, found.Duplicates, found.Measurements, found.Gates, found.Unmeasured,
        Clusters = found.Clusters.Select(c => new { c.Class, c.Maps, c.Eigenvalues, Clusters = c.Clusters.Select(m => new { m.Members, m.Silhouette, m.MeanMap.Values, m.Associations }) }),
    });
}
