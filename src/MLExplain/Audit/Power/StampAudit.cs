using MLExplain.Audit.Spurious;
using MLExplain.Models;

namespace MLExplain.Audit.Power;

/// <summary>The audit of one refitted model: does the stamp tell the predictions, and does taking it away or pasting it move them?</summary>
internal sealed class StampAudit(PlantableImages images, ShortcutStamp stamp, int seed)
{
    private const string Attribute = "stamp";

    public (bool Suspected, bool Confirmed) Judge(IClassifier model, TrialPlan plan, int[] predictions, IReadOnlyList<string> classes, CancellationToken cancellationToken)
    {
        SpuriousRow[] rows = [.. plan.Audited.Zip(predictions, (n, prediction) => new SpuriousRow(
            images.Id(n), images.ContentHash(n), classes[images.Labels[n]], classes[prediction], [KeyValuePair.Create(Attribute, plan.Stamped[n] ? "yes" : "no")], null))];
        var associations = PropertyAssociations.Test(rows, new AssociationOptions { Seed = seed }, null, cancellationToken);
        var finding = SpuriousFindings.Find(associations, [], Effects(model, plan, cancellationToken), classes).SingleOrDefault(f => f.Subject == Attribute);
        return (finding?.Associations.Any(a => a.Target != AssociationTarget.Label) == true, finding?.Verdict == FindingVerdict.Confirmed);
    }

    /// <summary>A tint or brightness has no place that it could be taken away from.</summary>
    private List<RegionEffect> Effects(IClassifier model, TrialPlan plan, CancellationToken cancellationToken)
    {
        if (stamp.Kind is StampKind.Tint or StampKind.Brightness)
        {
            return [];
        }

        var inside = stamp.Mask(model.InputShape.Width, model.InputShape.Height);
        CounterfactualImage[] changed = [.. plan.Audited.Select(n => new CounterfactualImage(images.Id(n), images.Input(n, plan.Stamped[n] ? stamp : null), plan.Stamped[n] ? inside : new bool[inside.Count]))];
        return [.. Counterfactuals.OfRegions.Select(i => new RegionEffect(Attribute, Counterfactuals.Run(model, i, changed, new CounterfactualOptions { Seed = seed }, null, cancellationToken)))];
    }
}
