using MLExplain.Audit;
using MLExplain.Audit.Analysis;
using MLExplain.Audit.Attention;
using MLExplain.Audit.Fairness;
using MLExplain.Audit.Spurious;
using MLExplain.Evaluation;

namespace MLExplain.Reporting.Verification;

/// <summary>Reads the files of a report back to the records that its gates were computed from.</summary>
/// <param name="folder">Folder of the report.</param>
internal sealed class ReportRecords(string folder)
{
    private const string GroupPrefix = "group.";

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

    /// <summary>How the audited method did in its sanity checks; not run when the report has no cards.</summary>
    public SanityOutcome Sanity(string method)
    {
        if (!File.Exists(Path.Combine(folder, "method_cards.csv")))
        {
            return new(method, null, 0);
        }

        var rows = Rows("method_cards.csv");
        var own = rows.Rows.Where(row => rows.Text(row, "method") == method).ToList();
        return own.Count == 0 ? new(method, null, 0)
            : new(method, rows.Name<SanityVerdict>(own[0], "card"), own.Count(row => rows.Text(row, "verdict") == CsvReport.Name(SanityVerdict.Fails)));
    }

    /// <summary>What was judged of spurious correlations: subject, verdict, sentence, and whether an intervention was measured.</summary>
    public IReadOnlyList<SpuriousFinding> Findings()
    {
        var rows = Rows("findings.csv");
        return
        [
            .. rows.Rows.GroupBy(row => rows.Text(row, "subject")).Select(finding => new SpuriousFinding
            {
                Subject = finding.Key, Verdict = rows.Name<FindingVerdict>(finding.First(), "verdict"), Class = rows.Text(finding.First(), "pushes_to"), Sentence = rows.Text(finding.First(), "sentence"),
                Associations = [], Clusters = [],
                Effects =
                [
                    .. finding.Where(row => rows.Text(row, "evidence") == "intervention").Select(row => new CounterfactualEffect
                    {
                        Intervention = rows.Name<Intervention>(row, "about"), PValue = rows.Number(row, "p_value"), Rows = [], LeftOut = 0, Reason = "",
                    }),
                ],
            }),
        ];
    }

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
