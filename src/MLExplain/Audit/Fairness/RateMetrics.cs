namespace MLExplain.Audit.Fairness;

/// <summary>The rates of an audit, in the order of its files; a new one is a row here.</summary>
public static class RateMetrics
{
    /// <summary>(TP + FP) ÷ n.</summary>
    public static RateMetric SelectionRate { get; } = new("selection_rate", "predicted as the class", Selected, c => c.Total);

    /// <summary>TP ÷ (TP + FN), also called sensitivity or recall.</summary>
    public static RateMetric Tpr { get; } = new("tpr", "of those labelled as the class, found", c => c.TruePositives, Positives);

    /// <summary>FN ÷ (TP + FN).</summary>
    public static RateMetric Fnr { get; } = new("fnr", "of those labelled as the class, missed", c => c.FalseNegatives, Positives, Tpr) { IsError = true };

    /// <summary>FP ÷ (FP + TN).</summary>
    public static RateMetric Fpr { get; } = new("fpr", "of those labelled otherwise, wrongly predicted as the class", c => c.FalsePositives, Negatives) { IsError = true };

    /// <summary>TN ÷ (FP + TN), also called specificity.</summary>
    public static RateMetric Tnr { get; } = new("tnr", "of those labelled otherwise, recognised as such", c => c.TrueNegatives, Negatives, Fpr);

    /// <summary>TP ÷ (TP + FP), also called precision.</summary>
    public static RateMetric Ppv { get; } = new("ppv", "of those predicted as the class, rightly so", c => c.TruePositives, Selected);

    /// <summary>TN ÷ (FN + TN).</summary>
    public static RateMetric Npv { get; } = new("npv", "of those predicted otherwise, rightly so", c => c.TrueNegatives, Rejected);

    /// <summary>FP ÷ (TP + FP).</summary>
    public static RateMetric Fdr { get; } = new("fdr", "of those predicted as the class, wrongly so", c => c.FalsePositives, Selected, Ppv) { IsError = true };

    /// <summary>FN ÷ (FN + TN).</summary>
    public static RateMetric For { get; } = new("for", "of those predicted otherwise, wrongly so", c => c.FalseNegatives, Rejected, Npv) { IsError = true };

    /// <summary>(TP + TN) ÷ n.</summary>
    public static RateMetric Accuracy { get; } = new("accuracy", "predicted as labelled", c => c.TruePositives + c.TrueNegatives, c => c.Total);

    /// <summary>(TP + FN) ÷ n.</summary>
    public static RateMetric Prevalence { get; } = new("prevalence", "labelled as the class", Positives, c => c.Total);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RateMetric> All { get; } = [SelectionRate, Tpr, Fnr, Fpr, Tnr, Ppv, Npv, Fdr, For, Accuracy, Prevalence];

    private static long Positives(Confusion c) => c.TruePositives + c.FalseNegatives;

    private static long Negatives(Confusion c) => c.FalsePositives + c.TrueNegatives;

    private static long Selected(Confusion c) => c.TruePositives + c.FalsePositives;

    private static long Rejected(Confusion c) => c.FalseNegatives + c.TrueNegatives;
}
