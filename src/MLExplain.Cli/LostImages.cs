using MLExplain.Audit;

namespace MLExplain.Cli;

/// <summary>Images and masks that no number counts, in words.</summary>
internal static class LostImages
{
    /// <summary>How many there are of each kind; empty when every image counts.</summary>
    public static string Of(IEnumerable<KeyValuePair<ImageStatus, int>> counts) =>
        string.Join(", ", counts.Where(c => c.Key != ImageStatus.Ok && c.Value > 0).Select(c => FormattableString.Invariant($"{c.Value} {Words(c.Key)}")));

    /// <summary>For each region whose masks cannot all be used, how many of them cannot.</summary>
    public static IEnumerable<string> Masks(IReadOnlyList<ImageRecord> images)
    {
        var masks = images.SelectMany(i => i.Explanations.SelectMany(e => e.Regions).Where(r => r.Status != "no_mask").DistinctBy(r => r.Region));
        return from region in masks.GroupBy(r => r.Region)
               let unreadable = region.Count(r => r.Status == "unreadable_mask")
               let other = region.Count(r => r.Status == "mask_of_other_shape")
               where unreadable + other > 0
               select FormattableString.Invariant($"of {region.Count()} masks of '{region.Key}', {unreadable} missing or unreadable, {other} of other proportions than the picture");
    }

    private static string Words(ImageStatus status) => status switch
    {
        ImageStatus.Unreadable => "unreadable",
        ImageStatus.NotFinite => "with scores that are not finite",
        ImageStatus.NotExplained => "that a method refused",
        _ => "with an unknown label",
    };
}
