using MLExplain.Audit.Gates;

namespace MLExplain.Audit.Fairness;

/// <summary>The numbers of a fairness report that gates can be set on, and the gates set when nothing is said.</summary>
public static class FairnessGates
{
    /// <summary>Section of every number.</summary>
    public const string Section = "fairness";

    private const double Gap = 0.1;

    /// <summary>Classes that a sentence names.</summary>
    private const int MostNamed = 4;

    private static readonly GateCondition[] OfEachClass =
    [
        new("equal_opportunity_difference", GateOperator.AtMost, Gap),
        new("equalized_odds_difference", GateOperator.AtMost, Gap),
        new("accuracy_parity_difference", GateOperator.AtMost, Gap),
        new("demographic_parity_ratio", GateOperator.AtLeast, ImpactRatio.FourFifths) { Severity = GateSeverity.Warning },
        new("equal_opportunity_difference", GateOperator.AtMost, Gap) { Attribute = GateCondition.EachIntersection, Severity = GateSeverity.Warning },
        new("equalized_odds_difference", GateOperator.AtMost, Gap) { Attribute = GateCondition.EachIntersection, Severity = GateSeverity.Warning },
    ];

    private static readonly GateCondition[] OfAllClasses =
    [
        new("accuracy_parity_difference", GateOperator.AtMost, Gap) { Class = "" },
        new("multiclass_equalized_odds_difference", GateOperator.AtMost, Gap),
        new("total_variation_parity_difference", GateOperator.AtMost, Gap) { Severity = GateSeverity.Warning },
        new("accuracy_parity_difference", GateOperator.AtMost, Gap) { Class = "", Attribute = GateCondition.EachIntersection, Severity = GateSeverity.Warning },
    ];

    /// <summary>
    /// The gates set when nothing is said. Gaps in finding the class (TPR), in both kinds of error (equalized odds) and in accuracy of at most 0.1. Selection rates within four
    /// fifths of each other warn only, because they differ rightly where the classes' true shares do. Intersections warn. Without a positive class accuracy is that of all classes at once: of one class against the rest it says little. Of more than
    /// <see cref="FairnessOptions.FewClasses"/> classes without a positive one, gates speak of all at once: thousands of gates, one a class, would tell nobody anything.
    /// </summary>
    /// <param name="classes">Number of classes.</param>
    /// <param name="positive">The class that counts as positive; null for none.</param>
    public static IReadOnlyList<GateCondition> Default(int classes, string? positive) => positive is not null ? OfEachClass
        : classes > FairnessOptions.FewClasses ? OfAllClasses
        : [.. OfEachClass.Select(g => g.Metric == "accuracy_parity_difference" ? g with { Class = "" } : g)];

    /// <summary>Names of all numbers that a fairness report can hold.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
    [
        .. RateMetrics.All.Select(m => m.Name), .. DisparityMetrics.OfOneRate.SelectMany(m => Compared(m.Key, DisparityMetrics.Difference, DisparityMetrics.Ratio)),
        .. Compared(DisparityMetrics.EqualizedOdds, DisparityMetrics.Difference, DisparityMetrics.MeanDifference, DisparityMetrics.Ratio), DisparityMetrics.WorstGroupAccuracy,
        .. Compared(DisparityMetrics.TotalVariationParity, DisparityMetrics.Difference, DisparityMetrics.MeanDifference),
        .. Compared(DisparityMetrics.MulticlassEqualizedOdds, DisparityMetrics.Difference, DisparityMetrics.MeanDifference), .. Compared(DisparityMetrics.Calibration, DisparityMetrics.Difference),
    ];

    /// <summary>Refuses gates that no fairness report with these options can answer.</summary>
    /// <param name="conditions">The gates.</param>
    /// <param name="options">The options.</param>
    /// <param name="hasScores">Whether the records have scores.</param>
    /// <exception cref="ArgumentException">A gate names an unknown metric or attribute, a class that is none of those the options name, or needs scores where there are none.</exception>
    public static void Check(IReadOnlyList<GateCondition> conditions, FairnessOptions options, bool hasScores = true)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(conditions);
        GateVocabulary.RequireDistinct(conditions);
        new GateVocabulary(Metrics, [.. options.Attributes.Select(a => a.Name)], options.Classes.Count > 0 ? options.Classes : null)
        {
            Unavailable = hasScores ? new Dictionary<string, string>() : Compared(DisparityMetrics.Calibration, DisparityMetrics.Difference).ToDictionary(m => m, _ => "it needs probabilities, and no column of scores was named."),
        }.Check(conditions);
    }

    /// <summary>Every disparity and every rate; a rate's number is called by the rate, such as <c>tpr</c>.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<Measurement> Measurements(FairnessReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. report.Disparities.Select(Of).Concat(report.Rates.Select(Of)).Select(m => m with { IsIntersection = report.IsIntersection(m.Attribute) })];
    }

    private static IEnumerable<string> Compared(string metric, params string[] aggregations) => aggregations.Select(aggregation => Disparity.NameOf(metric, aggregation));

    private static Measurement Of(Disparity disparity) => new()
    {
        Section = Section, Metric = disparity.Name, Attribute = disparity.Attribute, Class = disparity.Class,
        GroupA = disparity.LowGroup, CountA = disparity.LowCount, GroupB = disparity.HighGroup, CountB = disparity.HighCount,
        WorstOff = WorstOff(disparity), Basis = Basis(disparity), Value = disparity.Value, Lower = disparity.Interval?.Lower, Upper = disparity.Interval?.Upper,
        Absence = disparity.Status switch
        {
            DisparityStatus.TooFewGroups => $"Fewer than two groups can be compared{Without(disparity)}.",
            DisparityStatus.HalfNotEstimable => $"TPR or FPR is not known for two groups{Without(disparity)}.",
            DisparityStatus.ZeroDenominator => "Every group's rate is 0, so their ratio is not defined.",
            DisparityStatus.TooLarge => "There are too many pairs of groups times classes.",
            _ => "",
        },
        Caveat = disparity.Status == DisparityStatus.Partial ? $"Left out for want of records: {LeftOut(disparity)}." : "",
    };

    /// <summary>Of two groups the one with the lower rate, or with the higher one of errors; by a distance of distributions the one that is furthest from all others.</summary>
    private static string[] WorstOff(Disparity disparity) => disparity switch
    {
        { Value: null } => [],
        { Outlier: { } outlier } => [outlier],
        { Rate: "" } => [disparity.LowGroup, disparity.HighGroup],
        _ => [RateMetrics.All.Any(m => m.Name == disparity.Rate && !m.IsError) ? disparity.LowGroup : disparity.HighGroup],
    };

    /// <summary>A rate is printed with its numerator; an error of calibration and a distance of distributions have none.</summary>
    private static string Basis(Disparity disparity) => disparity is { LowValue: { } low, HighValue: { } high } && disparity.Rate != Calibrations.Error
        ? FormattableString.Invariant($"{disparity.Rate}: {disparity.LowGroup} {Numerator(low, disparity.LowCount)} of {disparity.LowCount}, {disparity.HighGroup} {Numerator(high, disparity.HighCount)} of {disparity.HighCount}")
        : "";

    private static long Numerator(double rate, long denominator) => (long)Math.Round(rate * denominator);

    private static string Without(Disparity disparity) => LeftOut(disparity) is { Length: > 0 } names ? $"; too few records in {names}" : "";

    private static string LeftOut(Disparity disparity)
    {
        var classes = disparity.LeftOutClasses;
        return string.Join(", ", disparity.LeftOut) + (disparity.LeftOut.Count > 0 && classes.Count > 0 ? "; " : "")
            + (classes.Count == 0 ? "" : $"{(classes.Count == 1 ? "class" : "classes")} {string.Join(", ", classes.Take(MostNamed))}{(classes.Count > MostNamed ? FormattableString.Invariant($" and {classes.Count - MostNamed} more") : "")}");
    }

    private static Measurement Of(GroupRate row) => new()
    {
        Section = Section, Metric = row.Metric, Attribute = row.Attribute, Class = row.Class, GroupA = row.Group, IsOfGroup = true, CountA = row.Rate.Denominator,
        Basis = row.Rate.Value is null ? "" : FormattableString.Invariant($"{row.Group} {row.Rate.Numerator} of {row.Rate.Denominator}"),
        Value = row.Rate.Value, Lower = row.Rate.Interval?.Lower, Upper = row.Rate.Interval?.Upper,
        Absence = row.Rate.Status switch
        {
            RateStatus.ZeroDenominator => "The group has no record that the rate is a share of.",
            RateStatus.EmptyGroup => "The group has no records.",
            RateStatus.BelowMinN => "The rate would be a share of fewer records than the minimum.",
            RateStatus.MissingAttribute => "The attribute of these records is not known.",
            _ => "",
        },
    };
}
