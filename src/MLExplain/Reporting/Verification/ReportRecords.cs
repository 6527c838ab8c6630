using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Attention;
using MLExplain.Audit.Fairness;
using MLExplain.Evaluation;
using MLExplain.Reporting.Tables;

namespace MLExplain.Reporting.Verification;

/// <summary>Reads the files of a report back to the records that its gates were computed from.</summary>
/// <param name="folder">Folder of the report.</param>
internal sealed class ReportRecords(string folder)
{
    private const string GroupPrefix = "group.";
    private const string Cards = "method_cards.csv";

    /// <summary>The images, as far as fairness and attention need them.</summary>
    public IReadOnlyList<ImageRecord> Images()
    {
        var images = Rows("images.csv");
        var explanations = Explanations();
        string[] groups = [.. images.Columns.Where(c => c.StartsWith(GroupPrefix, StringComparison.Ordinal))];
        return
        [
            .. images.Rows.Select(row => new ImageRecord
            {
                Id = images.Text(row, "id"), File = images.Text(row, "file"), ContentHash = images.Text(row, "content_hash"), Label = images.Text(row, "label"),
                Groups = [.. groups.Select(g => KeyValuePair.Create(g[GroupPrefix.Length..], images.Text(row, g)))], Status = images.Name<ImageStatus>(row, "status"),
                Prediction = images.Text(row, "prediction"), Probability = images.Number(row, "probability"), Logits = images.List(row, "logits"), Probabilities = images.List(row, "probabilities"),
                Explanations = [.. explanations[images.Text(row, "id")]],
            }),
        ];
    }

    /// <summary>The predictions of an audit without images.</summary>
    public IReadOnlyList<FairnessRecord> Predictions()
    {
        var rows = Rows(PredictionsCsv.FileName);
        string[] groups = [.. rows.Columns.Where(c => c.StartsWith(GroupPrefix, StringComparison.Ordinal))];
        return
        [
            .. rows.Rows.Select(row => new FairnessRecord
            {
                Id = rows.Text(row, "id"), Label = rows.Text(row, "label"), Prediction = rows.Text(row, "prediction"), Score = rows.Number(row, "score"),
                Groups = [.. groups.Select(g => KeyValuePair.Create(g[GroupPrefix.Length..], rows.Text(row, g)))],
            }),
        ];
    }

    /// <summary>How the audited method did in its sanity checks, judged again from their figures; not run when the report has no cards.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="differences">Told where a stored verdict is not what its figures give.</param>
    public SanityOutcome Sanity(string method, List<string> differences)
    {
        if (!File.Exists(Path.Combine(folder, Cards)))
        {
            return new(method, null, 0);
        }

        var rows = Rows(Cards);
        SanityOutcome? outcome = null;
        foreach (var card in rows.Rows.GroupBy(row => rows.Text(row, "method")))
        {
            var judged = new MethodCard(card.Key, [.. card.Select(row => Check(rows, row))]);
            differences.AddRange(
                from check in card.Zip(judged.Checks)
                where rows.Text(check.First, "verdict") != EnumText.Name(check.Second.Verdict) || rows.Text(check.First, "card") != EnumText.Name(judged.Verdict)
                select $"{Cards}: '{check.Second.Measure}' of '{card.Key}' is stated as {rows.Text(check.First, "verdict")}, its card as {rows.Text(check.First, "card")}, but its figures give {EnumText.Name(check.Second.Verdict)} and {EnumText.Name(judged.Verdict)}.");
            outcome = card.Key == method ? new(method, judged.Verdict, judged.Reasons.Count) : outcome;
        }

        return outcome ?? new(method, null, 0);
    }

    private static SanityCheck Check(CsvRows rows, string[] row) => new(
        rows.Text(row, "check"), new SimilarityInterval(rows.Number(row, "similarity"), rows.Number(row, "lower"), rows.Number(row, "upper"), rows.Whole(row, "images")),
        rows.Number(row, "threshold") ?? throw new DataException($"'{Path.GetFileName(Cards)}' has a check without a threshold."), rows.Text(row, "reason"));

    private ILookup<string, ExplanationRecord> Explanations()
    {
        var rows = Rows("explanations.csv");
        var regions = Regions();
        return rows.Rows.ToLookup(row => rows.Text(row, "id"), row => new ExplanationRecord
        {
            Method = rows.Text(row, "method"), Target = rows.Whole(row, "target"), Score = rows.Number(row, "score") ?? double.NaN, BaselineScore = rows.Number(row, "baseline_score"),
            Sum = rows.Number(row, "sum") ?? double.NaN, Residual = rows.Number(row, "residual"), GradientCalls = rows.Whole(row, "gradient_calls"),
            Concentration = rows.Number(row, "gini") is { } gini && rows.Number(row, "entropy") is { } entropy && rows.Number(row, "border_mass") is { } border ? new MapConcentration(gini, entropy, border) : null,
            Regions = [.. regions[(rows.Text(row, "id"), rows.Text(row, "method"))]],
        });
    }

    private ILookup<(string Id, string Method), RegionShare> Regions()
    {
        var rows = Rows("regions.csv");
        return rows.Rows.ToLookup(
            row => (rows.Text(row, "id"), rows.Text(row, "method")),
            row => new RegionShare(rows.Text(row, "region"), rows.Number(row, "area_fraction"), rows.Number(row, "positive_mass_fraction"), rows.Text(row, "status")));
    }

    private CsvRows Rows(string name) => CsvRows.Read(Path.Combine(folder, name));
}
