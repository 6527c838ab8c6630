using MLExplain.Audit.Fairness;

namespace MLExplain.Reporting;

/// <summary>A measure of fairness in plain words.</summary>
/// <param name="Metric">Its name in the files, without the aggregation.</param>
/// <param name="What">What is it?</param>
/// <param name="When">When does it matter?</param>
internal sealed record FairnessText(string Metric, string What, string When)
{
    /// <summary>The measures that a page shows, in its order. The others are complements of these and stand in disparities.csv.</summary>
    public static IReadOnlyList<FairnessText> All { get; } =
    [
        new("equal_opportunity", "Of those who have the condition, the same share is found in every group (TPR).", "When being missed does harm: a screening, a diagnosis."),
        new("predictive_equality", "Of those who do not have it, the same share is wrongly called in every group (FPR).", "When a false alarm does harm: a biopsy, an accusation."),
        new(DisparityMetrics.EqualizedOdds, "Both kinds of error, missed and falsely called, are as frequent in every group; the larger of the two gaps counts.", "When both errors do harm. It asks for the two above at once."),
        new("accuracy_parity", "The same share of predictions is right in every group.", "As a first look. It hides which error is made, and follows how frequent the condition is."),
        new("predictive_parity", "Of those who are called, the same share has the condition in every group (PPV).", "When people act on a call: it should mean the same for everybody."),
        new("demographic_parity", "The same share is called in every group (selection rate), whatever is true of them.", "When a call is a benefit or a burden to be shared. Where the condition itself differs between groups, a right model differs too."),
        new(DisparityMetrics.WorstGroupAccuracy, "The accuracy of the group that fares worst.", "When no group may fall below a level, whatever the others have."),
        new(DisparityMetrics.TotalVariationParity, "All classes are predicted equally often in every group.", "With more than two classes: demographic parity of all at once."),
        new(DisparityMetrics.MulticlassEqualizedOdds, "Within each true class, all classes are predicted equally often in every group.", "With more than two classes: equalized odds of all at once."),
        new(DisparityMetrics.Calibration, "Scores mean what they say to the same degree in every group (expected calibration error).", "When the score itself is used, as a risk. Small groups have larger errors by chance: read the interval."),
    ];

    /// <summary>Where its row stands on a page.</summary>
    public string Anchor => $"measure-{Metric}";

    /// <summary>The measure that a gate's number belongs to; null for numbers of other kinds.</summary>
    /// <param name="metric">Name of the number, with the aggregation.</param>
    public static FairnessText? Of(string metric) => All.FirstOrDefault(t => metric.StartsWith(t.Metric, StringComparison.Ordinal));
}
