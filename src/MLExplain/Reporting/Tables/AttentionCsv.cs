using MLExplain.Audit.Attention;

namespace MLExplain.Reporting.Tables;

/// <summary>Where the model looks, by group, as CSV files in the order of the report.</summary>
public static class AttentionCsv
{
    private static readonly CsvTable<AttentionSlice> Slice = new("", "")
    {
        { "class", "the true class of the images counted; empty for all", s => s.Class },
        { "correctness", "`correct` or `wrong`: how they were predicted; empty for all", s => s.Correctness },
        { "method", "the saliency method", s => s.Method },
        { "figure", "the figure; `gini`, `entropy`, `border_mass`, `mass_over_area.REGION`, or `background_reliance`, the share of the map outside the evidence", s => s.Figure },
    };

    internal static readonly CsvTable<AttentionGroup> Groups = new("saliency_groups.csv", "a figure of the maps of a group: all, per class, per correctness")
    {
        { "attribute", "the attribute", g => g.Slice.Attribute },
        { "group", "the group; `(missing)` where the data manifest says nothing", g => g.Group },
        { Slice, g => g.Slice },
        { "n", "images with the figure", g => g.Images },
        { "undefined", "images without it (no mask, a map of zeros)", g => g.Undefined },
        { "mean", "mean of the figure; empty unless the status is `ok`", g => g.Mean.Mean },
        { "ci_low", "lower end of its 95 % bootstrap interval", g => g.Mean.Lower },
        { "ci_high", "upper end", g => g.Mean.Upper },
        { "status", "`ok`, `below_min_n`, `missing_attribute`", g => g.Status },
    };

    internal static readonly CsvTable<AttentionDisparity> Disparities = new("saliency_disparities.csv", "the largest difference of a figure between the groups of an attribute")
    {
        { "attribute", "the attribute", d => d.Slice.Attribute },
        { Slice, d => d.Slice },
        { "group_low", "the group of the smallest mean", d => d.Low },
        { "mean_low", "its mean", d => d.LowMean },
        { "group_high", "the group of the largest mean", d => d.High },
        { "mean_high", "its mean", d => d.HighMean },
        { "difference", "largest − smallest mean", d => d.Difference },
        { "ci_low", "lower end of the 95 % bootstrap interval of the difference of these two groups", d => d.Lower },
        { "ci_high", "upper end", d => d.Upper },
        { "p_value", "chance of at least this difference, by permutation of the groups", d => d.PValue },
        { "q_value", "the same after Benjamini and Hochberg over all rows", d => d.QValue },
        { "status", "`ok`, `fewer_than_two_groups`", d => d.Status },
    };

    internal static readonly CsvTable<ReasonCounts> Reasons = new("reasons.csv", "right and wrong predictions of a group, by whether the map lies on the evidence")
    {
        { "method", "the saliency method", r => r.Method },
        { "attribute", "the attribute; empty for all images", r => r.Attribute },
        { "group", "the group; empty for all images", r => r.Group },
        { "right_on_evidence", "images predicted right whose map lies on the evidence more than chance would have it (mass over area above 1)", r => r.RightOnEvidence },
        { "right_elsewhere", "images predicted right whose map does not: right for the wrong reason", r => r.RightElsewhere },
        { "wrong_on_evidence", "images predicted wrong whose map lies on the evidence", r => r.WrongOnEvidence },
        { "wrong_elsewhere", "images predicted wrong whose map does not", r => r.WrongElsewhere },
        { "unknown", "images without a mask, a map or a known label", r => r.Unknown },
        { "wrong_reason_share", "right_elsewhere ÷ all right", r => r.WrongReasonShare },
    };

    internal static readonly CsvTable<MeanMap> MeanMaps = new("mean_maps.csv", "the mean map of a group, beside that of the other groups")
    {
        { "attribute", "the attribute", m => m.Attribute },
        { "group", "the group; `(missing)` where the data manifest says nothing", m => m.Group },
        { "class", "the true class; empty for all", m => m.Class },
        { "n", "maps that are not zero everywhere", m => m.Images },
        { "distance", "share of the group's mean map that lies elsewhere than in the other groups', 0 to 1; small groups lie further off by chance", m => m.Distance },
        { "p_value", "chance of at least this distance, by permutation of the groups", m => m.PValue },
        { "q_value", "the same after Benjamini and Hochberg over all rows", m => m.QValue },
        { "status", "`ok`, `below_min_n`, `no_other_group`, `missing_attribute`", m => m.Status },
    };

    /// <summary>All files: their names, and what writes them.</summary>
    /// <param name="report">What to write.</param>
    /// <param name="means">The mean maps.</param>
    public static IReadOnlyList<(string Name, Action<string> Write)> Files(AttentionReport report, IReadOnlyList<MeanMap> means)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(means);
        return [.. Files(report), MeanMaps.Of(means)];
    }

    /// <summary>Those that need no maps.</summary>
    internal static IReadOnlyList<(string Name, Action<string> Write)> Files(AttentionReport report) => [Groups.Of(report.Groups), Disparities.Of(report.Disparities), Reasons.Of(report.Reasons)];
}
