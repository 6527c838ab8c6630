using MLExplain.Audit.Spurious;
using MLExplain.Evaluation;
using MLExplain.Reporting.Tables;

namespace MLExplain.Reporting.Verification;

/// <summary>Judges the findings of spurious correlation again, from what a report's files say of associations, clusters, interventions and single images.</summary>
/// <param name="folder">Folder of the report.</param>
/// <param name="classes">Names of the classes, in the order of the model's outputs.</param>
/// <param name="artefacts">Regions that were changed; other rows of interventions.csv are places of clusters.</param>
internal sealed class FindingRecords(string folder, IReadOnlyList<string> classes, IReadOnlyList<string> artefacts)
{
    public IReadOnlyList<SpuriousFinding> Judge() => SpuriousFindings.Judge(Associations(), Clusters(), Effects(), classes, new FindingOptions());

    private List<PropertyAssociation> Associations()
    {
        var rows = Rows("property_associations.csv");
        return
        [
            .. rows.Rows.Select(row => new PropertyAssociation(rows.Text(row, "property"), rows.Text(row, "target"))
            {
                Status = rows.Name<AssociationStatus>(row, "status"), Images = rows.Whole(row, "n"), LeftOut = rows.Whole(row, "left_out"), Skill = rows.Number(row, "skill"), PValue = rows.Number(row, "p_value"),
                QValue = rows.Number(row, "q_value"),
            }),
        ];
    }

    /// <summary>clusters.csv has the strongest association of each only: those that speak for a finding stand with it.</summary>
    private IEnumerable<AssociatedCluster> Clusters()
    {
        var rows = Rows(SpuriousCsv.Findings.File);
        return rows.Rows.Where(row => rows.Text(row, "evidence") == "cluster").Select(row =>
        {
            var about = rows.Text(row, "about");
            var space = about.LastIndexOf(' ');
            return new AssociatedCluster(
                about[..Math.Max(space, 0)], int.TryParse(about.AsSpan(space + 1), out var index) ? index : -1,
                new ClusterAssociation(rows.Text(row, "subject"), "", rows.Number(row, "strength"), rows.Number(row, "p_value"), rows.Number(row, "q_value"), 0));
        });
    }

    private List<RegionEffect> Effects()
    {
        var rows = Rows("interventions.csv");
        var changed = Changed();
        return
        [
            .. rows.Rows.Where(row => artefacts.Contains(rows.Text(row, "region"))).Select(row => new RegionEffect(rows.Text(row, "region"), new CounterfactualEffect
            {
                Intervention = rows.Name<Intervention>(row, "intervention"), Rows = [.. changed[(rows.Text(row, "region"), rows.Text(row, "intervention"))]], LeftOut = rows.Whole(row, "left_out"),
                Reason = rows.Text(row, "reason"), Class = classes.Index().Where(c => c.Item == rows.Text(row, "class")).Select(c => (int?)c.Index).FirstOrDefault(),
                Shift = Mean(rows, row, "shift", "ci_low", "ci_high"), Change = Mean(rows, row, "change", "change_low", "change_high"), PValue = rows.Number(row, "p_value"),
            })),
        ];
    }

    /// <summary>Of each image whether its class changed: of the probabilities, the files hold that of the class before only.</summary>
    private ILookup<(string Region, string Intervention), CounterfactualRow> Changed()
    {
        var rows = Rows("counterfactuals.csv");
        return rows.Rows.ToLookup(row => (rows.Text(row, "region"), rows.Text(row, "intervention")), row => new CounterfactualRow(
            rows.Text(row, "id"), rows.Text(row, "donor"), [1, 0], Flip(rows.Text(row, "label_after") != rows.Text(row, "label_before")), Flip(rows.Text(row, "label_control") != rows.Text(row, "label_before"))));
    }

    private static float[] Flip(bool flipped) => flipped ? [0, 1] : [1, 0];

    private static Bootstrap? Mean(CsvRows rows, string[] row, string mean, string low, string high) =>
        rows.Number(row, mean) is { } value ? new Bootstrap(value, rows.Number(row, low), rows.Number(row, high), rows.Whole(row, "n")) : null;

    private CsvRows Rows(string name) => CsvRows.Read(Path.Combine(folder, name));
}
