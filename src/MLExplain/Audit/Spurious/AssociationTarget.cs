namespace MLExplain.Audit.Spurious;

/// <summary>What properties are asked to predict.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Classes">Class per image; −1 where it is unknown.</param>
/// <param name="Count">Number of classes.</param>
/// <param name="Strata">Stratum per image: prediction is tried, and labels are shuffled, within strata only.</param>
/// <param name="StratumCount">Number of strata.</param>
internal sealed record AssociationTarget(string Name, int[] Classes, int Count, int[] Strata, int StratumCount)
{
    public const string Label = "label";
    public const string Prediction = "prediction";
    public const string Error = "error";

    public static IReadOnlyList<AssociationTarget> All(IReadOnlyList<SpuriousRow> rows)
    {
        var attributes = PropertyColumn.AttributeNames(rows).Select(name => Plain(name, [.. rows.Select(r => PropertyColumn.Attribute(r, name))]));
        return
        [
            Plain(Label, [.. rows.Select(r => Known(r.Label))]), Plain(Prediction, [.. rows.Select(r => Known(r.Prediction))]),
            Errors(rows), .. attributes,
        ];
    }

    private static AssociationTarget Plain(string name, string?[] values)
    {
        var column = PropertyColumn.Categorical(name, values);
        return new AssociationTarget(name, column.Bins, column.Count, new int[values.Length], 1);
    }

    /// <summary>Right or wrong, within each label: what explains errors beyond the label itself.</summary>
    private static AssociationTarget Errors(IReadOnlyList<SpuriousRow> rows)
    {
        var labels = PropertyColumn.Categorical(Label, [.. rows.Select(r => Known(r.Label))]);
        int[] wrong = [.. rows.Select(r => Known(r.Label) is null || Known(r.Prediction) is null ? -1 : r.Label == r.Prediction ? 0 : 1)];
        return new AssociationTarget(Error, wrong, 2, [.. labels.Bins.Select(b => Math.Max(b, 0))], Math.Max(labels.Count, 1));
    }

    private static string? Known(string text) => text.Length > 0 ? text : null;
}
