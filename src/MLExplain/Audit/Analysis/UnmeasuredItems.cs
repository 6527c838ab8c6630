using MLExplain.Audit.Attention;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Spurious;

namespace MLExplain.Audit.Analysis;

/// <summary>Says what each part of an audit could not measure.</summary>
internal static class UnmeasuredItems
{
    public static IEnumerable<UnmeasuredItem> Of(FairnessReport report) => Counted(
        "fairness",
        [
            .. report.Excluded.Select(e => ("all images", (long)e.Count, Excluded(e.Reason))),
            ("classes", report.SmallClasses, "Classes have fewer labelled images than the minimum, and are compared only together with the others."),
            .. report.Attributes.Select(a => (a.Name, (long)a.Missing, "Images without a value are counted, but are no group to compare.")),
            .. report.AbsentGroups.Select(a => (a.Key, a.Value, "Combinations of groups have no image.")),
            .. Statuses(report.Rates.Where(r => r.Rate.Status is RateStatus.ZeroDenominator or RateStatus.BelowMinN), r => (r.Attribute, r.Rate.Status), Rate),
            .. Statuses(report.Disparities.Where(d => d.Value is null), d => (d.Attribute, d.Status), Disparity),
            ("scores", report.Scores.Missing, "Images have no score."),
            ("calibration", report.Scores.OutsideUnit, "Scores are no probabilities, so calibration was not measured."),
        ]);

    /// <summary>Over all classes and predictions, so that an image is counted once.</summary>
    public static IEnumerable<UnmeasuredItem> Of(AttentionReport report)
    {
        var whole = report.Groups.Where(g => g.Slice is { Class: "", Correctness: "" }).ToList();
        return Counted(
            "attention",
            [
                .. whole.GroupBy(g => g.Slice.Attribute).Take(1).SelectMany(a => a).GroupBy(g => g.Slice.Figure)
                    .Select(f => (f.Key, (long)f.Sum(g => g.Undefined), "Images have no such figure: no usable mask, nothing of the region in the picture, or a map of zeros.")),
                .. whole.Where(g => g.Status == "below_min_n").GroupBy(g => (g.Slice.Attribute, g.Slice.Figure))
                    .Select(a => (a.Key.Attribute, (long)a.Count(), $"Groups have too few images with {a.Key.Figure}: {string.Join(", ", a.Select(g => g.Group))}.")),
                .. whole.Where(g => g.Status == "missing_attribute").GroupBy(g => g.Slice.Attribute)
                    .Select(a => (a.Key, (long)a.Max(g => g.Images + g.Undefined), "Images without a value are no group to compare.")),
            ]);
    }

    public static IEnumerable<UnmeasuredItem> Of(IReadOnlyList<PropertyAssociation> associations)
    {
        var constant = associations.Where(a => a.Status == AssociationStatus.ConstantProperty).Select(a => a.Property).Distinct().ToList();
        return Counted(
            "associations",
            [
                ("properties", constant.Count, $"Properties are the same for all images that have a value of some target: {string.Join(", ", constant)}."),
                .. Statuses(
                    associations.Where(a => a.Status == AssociationStatus.TooFewPerClass), a => (a.Target, a.Status),
                    _ => "Properties could not be tested: fewer than two values of the target have enough images."),
            ]);
    }

    public static IEnumerable<UnmeasuredItem> Of(IReadOnlyList<ClassClustering> clusters) =>
    [
        .. clusters.Where(c => c.Reason.Length > 0).Select(c => new UnmeasuredItem("clusters", c.Class, c.Maps, c.Reason)),
        .. Counted("clusters", [.. clusters.Select(c => (c.Class, (long)c.Dropped, "Maps are zero everywhere and have no shape to compare."))]),
    ];

    public static IEnumerable<UnmeasuredItem> Of(SliceReport slices) =>
    [
        .. slices.Reason.Length > 0 ? [new UnmeasuredItem("slices", "all images", slices.Images, slices.Reason)] : Array.Empty<UnmeasuredItem>(),
        .. Counted("slices", [("all images", slices.LeftOut, "Images have no label, no prediction, or no map that is not zero everywhere.")]),
    ];

    public static IEnumerable<UnmeasuredItem> Of(IReadOnlyList<RegionEffect> effects) =>
    [
        .. effects.Where(e => e.Effect.Reason.Length > 0)
            .Select(e => new UnmeasuredItem("interventions", $"{Name(e.Effect.Intervention)} {e.Region}", e.Effect.Rows.Count + e.Effect.LeftOut, e.Effect.Reason)),
        .. Counted(
            "interventions",
            [.. effects.Where(e => e.Effect.Reason.Length == 0).Select(e => ($"{Name(e.Effect.Intervention)} {e.Region}", (long)e.Effect.LeftOut, "Images have no usable mask of it, cannot be changed so far, or have no finite scores."))]),
    ];

    private static IEnumerable<UnmeasuredItem> Counted(string section, IEnumerable<(string Subject, long Count, string Reason)> counts) =>
        counts.Where(c => c.Count > 0).Select(c => new UnmeasuredItem(section, c.Subject.Length == 0 ? "all images" : c.Subject, c.Count, c.Reason));

    private static IEnumerable<(string, long, string)> Statuses<T, TStatus>(IEnumerable<T> items, Func<T, (string Subject, TStatus Status)> key, Func<TStatus, string> reason) =>
        items.GroupBy(key).Select(g => (g.Key.Subject, (long)g.Count(), reason(g.Key.Status)));

    private static string Excluded(string reason) => reason switch
    {
        "missing_label" => "Images have no label.",
        "missing_prediction" => "Images were not scored.",
        "unknown_class" => "Images have a label that is none of the classes.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a reason"),
    };

    private static string Rate(RateStatus status) => status == RateStatus.ZeroDenominator
        ? "Rates are not defined: their group has no image that they are a share of."
        : "Rates are a share of fewer images than the minimum.";

    private static string Disparity(DisparityStatus status) => status switch
    {
        DisparityStatus.TooFewGroups => "Comparisons have fewer than two groups with the rate.",
        DisparityStatus.HalfNotEstimable => "Comparisons lack one of the two halves of equalized odds.",
        DisparityStatus.ZeroDenominator => "Ratios are not defined: the rate is 0 in every group.",
        DisparityStatus.TooLarge => "Comparisons have more pairs of groups and classes than can be resampled in reasonable time.",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "has a value"),
    };

    private static string Name(Intervention intervention) => intervention.ToString().ToLowerInvariant();
}
