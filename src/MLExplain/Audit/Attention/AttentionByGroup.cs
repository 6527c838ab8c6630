namespace MLExplain.Audit.Attention;

/// <summary>Compares where a model looks between groups: it may be right for all of them, and for the right reason for some only.</summary>
public static class AttentionByGroup
{
    /// <summary>The group of images that say nothing; it is listed, and compared with nothing.</summary>
    public const string Missing = "(missing)";

    /// <summary>Compares every figure of every method between the groups of every attribute, within each class and correctness and over all.</summary>
    /// <param name="records">One per image and method.</param>
    /// <param name="evidence">The region where the evidence should be, for the table of reasons; empty for none.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between slices.</param>
    /// <returns>The comparison; the same whatever the order of the records.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static AttentionReport Compare(
        IReadOnlyList<AttentionRecord> records, string evidence = "", AttentionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        options ??= new AttentionOptions();
        options.Validate();
        AttentionRecord[] sorted = [.. records.OrderBy(r => r.Id, StringComparer.Ordinal)];
        var (groups, disparities, reasons) = (new List<AttentionGroup>(), new List<AttentionDisparity>(), new List<ReasonCounts>());
        foreach (var method in sorted.Select(r => r.Method).Distinct().Order(StringComparer.Ordinal))
        {
            AttentionRecord[] ofMethod = [.. sorted.Where(r => r.Method == method)];
            foreach (var (means, disparity) in Slices(method, ofMethod).AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(slice => Compared(slice, ofMethod, options)))
            {
                groups.AddRange(means);
                disparities.Add(disparity);
            }

            reasons.AddRange(evidence.Length == 0 ? [] : Reasons(method, ofMethod, evidence));
        }

        var q = new Queue<double>(FalseDiscovery.Adjust([.. disparities.Select(d => d.PValue).OfType<double>()]));
        return new AttentionReport(groups, [.. disparities.Select(d => d.PValue is null ? d : d with { QValue = q.Dequeue() })], reasons);
    }

    internal static string GroupOf(AttentionRecord record, string attribute) =>
        record.Attributes.FirstOrDefault(a => a.Key == attribute).Value is { Length: > 0 } value ? value : Missing;

    private static (IReadOnlyList<AttentionGroup> Groups, AttentionDisparity Disparity) Compared(AttentionSlice slice, AttentionRecord[] records, AttentionOptions options)
    {
        var compared = new ComparedSlice(slice, [.. records.Where(r => Belongs(r, slice))], options);
        return (compared.Groups, compared.Disparity());
    }

    private static IEnumerable<AttentionSlice> Slices(string method, AttentionRecord[] records) =>
        from attribute in Attributes(records)
        from label in records.Select(r => r.Label).Where(l => l.Length > 0).Distinct().Order(StringComparer.Ordinal).Prepend("")
        from correctness in new[] { "", "correct", "wrong" }
        from figure in records.SelectMany(r => r.Figures).Select(f => f.Key).Distinct()
        select new AttentionSlice(method, figure, label, correctness, attribute);

    private static IEnumerable<string> Attributes(AttentionRecord[] records) => records.SelectMany(r => r.Attributes).Select(a => a.Key).Distinct();

    private static bool Belongs(AttentionRecord record, AttentionSlice slice) =>
        (slice.Class.Length == 0 || record.Label == slice.Class) && (slice.Correctness.Length == 0 || record.Correct == (slice.Correctness == "correct"));

    private static IEnumerable<ReasonCounts> Reasons(string method, AttentionRecord[] records, string evidence) =>
        Attributes(records).SelectMany(attribute => records.GroupBy(r => GroupOf(r, attribute)).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => ReasonCounts.Of(method, attribute, g.Key, [.. g], evidence)))
            .Prepend(ReasonCounts.Of(method, "", "", records, evidence));
}
