using MLExplain.Audit.Attention;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Spurious;
using MLExplain.Tensors;

namespace MLExplain.Audit.Analysis;

/// <summary>An audit's records as each part of the analysis takes them.</summary>
/// <param name="records">The records, in the order in which every part shall see them.</param>
/// <param name="options">What the audit asks.</param>
internal sealed class RecordViews(IReadOnlyList<ImageRecord> records, AnalysisOptions options)
{
    public IReadOnlyList<FairnessRecord> Fairness =>
    [
        .. records.Select(r => new FairnessRecord { Id = r.Id, Label = r.Label, Prediction = r.Prediction, Score = Score(r), Groups = r.Groups }),
    ];

    /// <summary>A region that no metadata column is named after is one itself: whether an image has it.</summary>
    public IReadOnlyList<SpuriousRow> Spurious(IReadOnlyList<string> regions) =>
    [
        .. records.Select(r => new SpuriousRow(
            r.Id, r.ContentHash, Label(r), r.Prediction, [.. r.Groups, .. regions.Where(region => r.Groups.All(g => g.Key != region)).Select(region => KeyValuePair.Create(region, Presence(r, region)))], r.Properties)),
    ];

    public IReadOnlyList<AttentionRecord> Attention =>
    [
        .. from record in records
           let explanation = Explanation(record)
           where explanation is not null
           select new AttentionRecord(
               record.Id, options.Method, Label(record), record.Correct, [.. options.Attributes.Select(a => KeyValuePair.Create(a, record.Groups.FirstOrDefault(g => g.Key == a).Value ?? ""))],
               AttentionRecord.FiguresOf(explanation.Concentration, explanation.Regions, options.Evidence ?? "")),
    ];

    /// <summary>Maps that are zero everywhere have the size of the others, so that they are counted with them.</summary>
    public IReadOnlyList<ClusteredMap> Maps
    {
        get
        {
            var first = records.Select(r => Explanation(r)?.Descriptor).FirstOrDefault(d => d is not null);
            int[] shape = first is null ? [1, 1] : [first.Height, first.Width];
            return
            [
                .. from record in records
                   let explanation = Explanation(record)
                   where explanation is not null
                   let map = explanation.Descriptor is { } d ? new Tensor([d.Height, d.Width], [.. d.Values]) : new Tensor(shape, new float[shape[0] * shape[1]])
                   select new ClusteredMap(record.Id, options.Classes[explanation.Target], map, record.Correct, record.Groups, explanation.Regions),
            ];
        }
    }

    public IReadOnlyList<GroupedMap> GroupedMaps =>
    [
        .. from record in records
           let descriptor = Explanation(record)?.Descriptor
           where descriptor is not null
           select new GroupedMap(record.Id, Label(record), descriptor, [.. options.Attributes.Select(a => KeyValuePair.Create(a, record.Groups.FirstOrDefault(g => g.Key == a).Value ?? ""))]),
    ];

    public IReadOnlyList<SlicedImage> Sliced =>
        [.. records.Select(r => new SlicedImage(r.Id, r.ContentHash, Label(r), r.Prediction, Explanation(r)?.Descriptor, r.Groups, Explanation(r)?.Regions ?? []))];

    /// <summary>Images that were scored but not explained by the method.</summary>
    public IEnumerable<UnmeasuredItem> NotExplained => records.Count(r => r.Probability is not null && Explanation(r) is null) is > 0 and var count
        ? [new UnmeasuredItem("attention", options.Method, count, "Images were scored, but have no map of this method.")]
        : [];

    private ExplanationRecord? Explanation(ImageRecord record) => record.Explanations.FirstOrDefault(e => e.Method == options.Method);

    private string Presence(ImageRecord record, string region) => Explanation(record)?.Regions.FirstOrDefault(r => r.Region == region) switch
    {
        { AreaFraction: > 0 } => "yes",
        { Status: "empty_mask" } => "no",
        _ => "",
    };

    private static string Label(ImageRecord record) => record.Status == ImageStatus.UnknownLabel ? "" : record.Label;

    private double? Score(ImageRecord record) => options.Positive is null || record.Probability is null
        ? record.Probability
        : record.Probabilities[options.Classes.Index().First(c => c.Item == options.Positive).Index];
}
