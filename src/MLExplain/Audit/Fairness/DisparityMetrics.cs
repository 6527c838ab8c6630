namespace MLExplain.Audit.Fairness;

/// <summary>The names under which rates are compared; a new comparison of one rate is a row here.</summary>
public static class DisparityMetrics
{
    /// <summary>Largest of, mean of, or least ratio of the gaps in TPR and FPR.</summary>
    /// <remarks>M. Hardt, E. Price, N. Srebro, "Equality of opportunity in supervised learning", 2016, arXiv:1610.02413.</remarks>
    public const string EqualizedOdds = "equalized_odds";

    /// <summary>The accuracy of the group where it is least.</summary>
    /// <remarks>S. Sagawa et al., "Distributionally robust neural networks for group shifts", 2020, arXiv:1911.08731.</remarks>
    public const string WorstGroupAccuracy = "worst_group_accuracy";

    /// <summary>Half the summed differences between two groups' shares of predicted classes.</summary>
    public const string TotalVariationParity = "total_variation_parity";

    /// <summary>The same within each true class, averaged over the classes.</summary>
    public const string MulticlassEqualizedOdds = "multiclass_equalized_odds";

    /// <summary>Gap between groups' expected calibration errors. The error of a small group is larger by chance alone: read the interval.</summary>
    public const string Calibration = "calibration";

    /// <summary>max − min.</summary>
    public const string Difference = "difference";

    /// <summary>min ÷ max.</summary>
    public const string Ratio = "ratio";

    /// <summary>The mean of several differences.</summary>
    public const string MeanDifference = "mean_difference";

    /// <summary>The least of the groups' values.</summary>
    public const string Minimum = "minimum";

    /// <summary>Name and rate of each comparison by difference and ratio.</summary>
    public static IReadOnlyList<KeyValuePair<string, RateMetric>> OfOneRate { get; } =
    [
        new("demographic_parity", RateMetrics.SelectionRate), new("equal_opportunity", RateMetrics.Tpr), new("fnr_parity", RateMetrics.Fnr),
        new("predictive_equality", RateMetrics.Fpr), new("tnr_parity", RateMetrics.Tnr), new("predictive_parity", RateMetrics.Ppv),
        new("npv_parity", RateMetrics.Npv), new("fdr_parity", RateMetrics.Fdr), new("for_parity", RateMetrics.For),
        new("accuracy_parity", RateMetrics.Accuracy), new("prevalence_parity", RateMetrics.Prevalence),
    ];
}
