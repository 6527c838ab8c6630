using MLExplain.Audit;

namespace MLExplain.Cli;

/// <summary>Images that no number counts, in words.</summary>
internal static class LostImages
{
    /// <summary>How many there are of each kind; empty when every image counts.</summary>
    public static string Of(IEnumerable<KeyValuePair<ImageStatus, int>> counts) =>
        string.Join(", ", counts.Where(c => c.Key != ImageStatus.Ok && c.Value > 0).Select(c => FormattableString.Invariant($"{c.Value} {Words(c.Key)}")));

    private static string Words(ImageStatus status) => status switch
    {
        ImageStatus.Unreadable => "unreadable",
        ImageStatus.NotFinite => "with scores that are not finite",
        ImageStatus.NotExplained => "that a method refused",
        _ => "with an unknown label",
    };
}
