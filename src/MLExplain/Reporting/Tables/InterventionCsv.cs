using MLExplain.Audit.Analysis;
using MLExplain.Audit.Spurious;

namespace MLExplain.Reporting.Tables;

/// <summary>What happens to the predictions when artefacts are taken away or pasted, as CSV files.</summary>
internal static class InterventionCsv
{
    internal static readonly CsvTable<(RegionEffect Of, string? Class)> Effects = new("interventions.csv", "an artefact, or the place that a cluster of maps looks at, taken away or pasted")
    {
        { "region", "the artefact, or the cluster", e => e.Of.Region },
        { "intervention", "`remove` paints it over from its surroundings, `paste` puts it into images that are free of it", e => e.Of.Effect.Intervention },
        { "n", "images changed", e => e.Of.Effect.Rows.Count },
        { "left_out", "images whose mask is not usable or whose scores are not finite", e => e.Of.Effect.LeftOut },
        { "class", "the class moved most", e => e.Class },
        { "shift", "by how much its probability is larger after the intervention than after the control, on average", e => e.Of.Effect.Shift?.Mean },
        { "ci_low", "lower end of its 95 % bootstrap interval", e => e.Of.Effect.Shift?.Lower },
        { "ci_high", "upper end", e => e.Of.Effect.Shift?.Upper },
        { "change", "by how much its probability is larger after the intervention than before: a shift without a change is the control's doing", e => e.Of.Effect.Change?.Mean },
        { "change_low", "lower end of its 95 % bootstrap interval", e => e.Of.Effect.Change?.Lower },
        { "change_high", "upper end", e => e.Of.Effect.Change?.Upper },
        { "p_value", "chance of at least this shift, by random signs of the images' differences", e => e.Of.Effect.PValue },
        { "flips", "images whose predicted class changed", e => e.Of.Effect.Flips },
        { "control_flips", "images whose predicted class changed under the control", e => e.Of.Effect.ControlFlips },
        { "reason", "why there is no result", e => e.Of.Effect.Reason },
    };

    internal static readonly CsvTable<ChangedRow> Rows = new("counterfactuals.csv", "an image before and after")
    {
        { "id", "the image", c => c.Row.Id },
        { "region", "the artefact, or the cluster", c => c.Of.Region },
        { "intervention", "as in interventions.csv", c => c.Of.Effect.Intervention },
        { "donor", "the image whose artefact was pasted", c => c.Row.Donor },
        { "label_before", "predicted class before", c => c.Classes[c.Before] },
        { "label_after", "predicted class after", c => c.Classes[CounterfactualRow.Top(c.Row.After)] },
        { "label_control", "predicted class under the control", c => c.Classes[CounterfactualRow.Top(c.Row.Control)] },
        { "p_before", "probability of the class predicted before", c => c.Row.Before[c.Before] },
        { "p_after", "its probability after", c => c.Row.After[c.Before] },
        { "p_control", "its probability under the control", c => c.Row.Control[c.Before] },
        { "flipped", "`true` when the predicted class changed", c => c.Row.Flipped },
        { "control_flipped", "`true` when it changed under the control", c => c.Row.ControlFlipped },
    };

    public static IReadOnlyList<(string Name, Action<string> Write)> Files(AuditAnalysis analysis)
    {
        var classes = analysis.Options.Classes;
        RegionEffect[] effects = [.. analysis.Interventions, .. analysis.ClusterEffects.Select(e => new RegionEffect(e.Place, e.Effect))];
        return
        [
            Effects.Of(effects.Select(e => (e, e.Effect.Class is { } number ? classes[number] : null))),
            Rows.Of(effects.SelectMany(e => e.Effect.Rows.Select(row => new ChangedRow(e, row, CounterfactualRow.Top(row.Before), classes)))),
        ];
    }

    /// <summary>An image that was changed.</summary>
    internal sealed record ChangedRow(RegionEffect Of, CounterfactualRow Row, int Before, IReadOnlyList<string> Classes);
}
