namespace MLExplain.Audit;

/// <summary>How many images of a group were predicted as labelled: counts, not estimates.</summary>
/// <param name="Attribute">The attribute; empty for all images.</param>
/// <param name="Value">Its value; empty where the manifest says nothing.</param>
/// <param name="Label">The label counted; empty for all labels.</param>
/// <param name="Evaluated">Images with a known label that were scored.</param>
/// <param name="Correct">Those of them predicted as labelled.</param>
public sealed record GroupCounts(string Attribute, string Value, string Label, int Evaluated, int Correct)
{
    /// <summary>Correct ÷ Evaluated; null when nothing was evaluated.</summary>
    public double? Share => Evaluated == 0 ? null : Correct / (double)Evaluated;

    /// <summary>All images first, then every value of every attribute in ordinal order; of each, all labels first, then every label.</summary>
    internal static IReadOnlyList<GroupCounts> Of(IReadOnlyList<ImageRecord> records)
    {
        var evaluated = records.Where(r => r.Correct is not null).ToList();
        string[] labels = ["", .. evaluated.Select(r => r.Label).Distinct().Order(StringComparer.Ordinal)];
        var attributes = evaluated.SelectMany(r => r.Groups).Select(g => g.Key).Distinct();
        var groups = attributes.SelectMany(a => evaluated.GroupBy(r => r.Groups.First(g => g.Key == a).Value, (value, members) => (Attribute: a, Value: value, Members: members.ToList()))
            .OrderBy(g => g.Value, StringComparer.Ordinal));
        return [.. groups.Prepend((Attribute: "", Value: "", Members: evaluated)).SelectMany(g => labels.Select(label => Count(g.Attribute, g.Value, label, g.Members)))];
    }

    private static GroupCounts Count(string attribute, string value, string label, List<ImageRecord> members)
    {
        var counted = members.Where(r => label.Length == 0 || r.Label == label).ToList();
        return new GroupCounts(attribute, value, label, counted.Count, counted.Count(r => r.Correct == true));
    }
}
