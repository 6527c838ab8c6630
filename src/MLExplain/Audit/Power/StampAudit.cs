using MLExplain.Audit.Spurious;
using MLExplain.Models;

namespace MLExplain.Audit.Power;

/// <summary>The audit of one refitted model: does the stamp tell the predictions, and does taking it away or pasting it move them?</summary>
internal sealed class StampAudit(PlantableImages images, ShortcutStamp stamp, int seed)
{
    private const string Attribute = "stamp";
    private const double Level = 0.05;

    public (bool Suspected, bool Confirmed) Judge(IClassifier model, TrialPlan plan, int[] predictions, IReadOnlyList<string> classes, CancellationToken cancellationToken)
    {
        SpuriousRow[] rows = [.. plan.Audited.Zip(predictions, (n, prediction) => new SpuriousRow(
            images.Id(n), images.ContentHash(n), classes[images.Labels[n]], classes[prediction], [KeyValuePair.Create(Attribute, plan.Stamped[n] ? "yes" : "no")], null))];
        var suspected = PropertyAssociations.Test(rows, new AssociationOptions { Seed = seed }, null, cancellationToken)
            .Any(a => a is { Property: Attribute, Target: AssociationTarget.Prediction, QValue: < Level });
        if (!suspected || stamp.Kind is StampKind.Tint or StampKind.Brightness)
        {
            return (suspected, false);
        }

        var inside = stamp.Mask(model.InputShape.Width, model.InputShape.Height);
        CounterfactualImage[] changed = [.. plan.Audited.Select(n => new CounterfactualImage(images.Id(n), images.Input(n, plan.Stamped[n] ? stamp : null), plan.Stamped[n] ? inside : new bool[inside.Count]))];
        var effects = Enum.GetValues<Intervention>().Select(i => Counterfactuals.Run(model, i, changed, new CounterfactualOptions { Seed = seed }, null, cancellationToken)).ToList();
        return (suspected, FalseDiscovery.Adjust([.. effects.Select(e => e.PValue).OfType<double>()]).Any(q => q < Level));
    }
}
