using MLExplain.Audit.Fairness;

namespace MLExplain.Tests.Audit.Fairness;

/// <summary>Records made from counts, so that every expected number can be worked out on paper.</summary>
internal static class Made
{
    public static FairnessOptions Options { get; } = new() { Attributes = [new("group")], Positive = "yes", MinimumDenominator = 1 };

    /// <summary>Records of one group with the outcomes given.</summary>
    public static IEnumerable<FairnessRecord> Group(string group, int tp, int fp, int fn, int tn) =>
    [
        .. Repeat(tp, group, "yes", "yes"), .. Repeat(fp, group, "no", "yes"), .. Repeat(fn, group, "yes", "no"), .. Repeat(tn, group, "no", "no"),
    ];

    public static IEnumerable<FairnessRecord> Repeat(int count, string group, string label, string prediction) =>
        Enumerable.Range(0, count).Select(n => Record(label, prediction, ("group", group)) with { Id = $"{group}-{label}-{prediction}-{n}" });

    public static FairnessRecord Record(string label, string prediction, params (string Attribute, string Value)[] groups) => new()
    {
        Id = "", Label = label, Prediction = prediction, Groups = [.. groups.Select(g => KeyValuePair.Create(g.Attribute, g.Value))],
    };

    public static FairnessReport Audit(params IEnumerable<FairnessRecord>[] groups) => FairnessAudit.Run([.. groups.SelectMany(g => g)], Options);

    public static Rate Rate(this FairnessReport report, string group, string metric, string @class = "yes", string attribute = "group") =>
        report.Rates.Single(r => r.Attribute == attribute && r.Group == group && r.Class == @class && r.Metric == metric).Rate;
}
