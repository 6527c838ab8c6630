namespace MLExplain.Audit.Fairness;

/// <summary>The records that can be counted, their classes by number, and how many others there are.</summary>
/// <param name="Records">Those with a label and a prediction, of known classes.</param>
/// <param name="Classes">Names of the classes.</param>
/// <param name="Labels">Of each record the number of its label.</param>
/// <param name="Predictions">Of each record the number of its prediction.</param>
/// <param name="Excluded">The others, by reason.</param>
internal sealed record UsableRecords(
    IReadOnlyList<FairnessRecord> Records, IReadOnlyList<string> Classes, int[] Labels, int[] Predictions, IReadOnlyList<ExcludedRecords> Excluded)
{
    /// <summary>Of each class the number of records that are labelled with it.</summary>
    public IReadOnlyList<int> LabelledWith { get; } = [.. Enumerable.Range(0, Classes.Count).GroupJoin(Labels, c => c, label => label, (_, labelled) => labelled.Count())];

    public static UsableRecords Of(IReadOnlyList<FairnessRecord> records, FairnessOptions options)
    {
        var answered = records.Where(r => r.Label.Length > 0 && r.Prediction.Length > 0).ToList();
        string[] classes = options.Classes.Count > 0 ? [.. options.Classes]
            : [.. answered.SelectMany(r => new[] { r.Label, r.Prediction }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = classes.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        var usable = answered.Where(r => index.ContainsKey(r.Label) && index.ContainsKey(r.Prediction)).ToList();
        if (usable.Count == 0)
        {
            throw new DataException(FormattableString.Invariant(
                $"None of the {records.Count} records can be audited: expected records with a label and a prediction, both among the classes {(classes.Length == 0 ? "(none found)" : NameList.Of(classes))}."));
        }

        if (options.Positive is { } positive && !index.ContainsKey(positive))
        {
            throw new DataException($"The positive class '{positive}' is none of the classes {NameList.Of(classes)}: name one of these.");
        }

        var unlabelled = records.Count(r => r.Label.Length == 0);
        return new(
            usable, classes, [.. usable.Select(r => index[r.Label])], [.. usable.Select(r => index[r.Prediction])],
            [
                new("missing_label", unlabelled), new("missing_prediction", records.Count - unlabelled - answered.Count),
                new("unknown_class", answered.Count - usable.Count),
            ]);
    }
}
