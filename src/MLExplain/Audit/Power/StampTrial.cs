using MLExplain.Models;
using MLExplain.Tensors;

namespace MLExplain.Audit.Power;

/// <summary>The trials of one stamp.</summary>
internal sealed class StampTrial(
    AuditSetup setup, ILastLayerClassifier model, PlantableImages images, ShortcutStamp stamp, Tensor clean, Tensor stamped, DetectionPowerOptions options)
{
    public DetectionTrial Run(int repetition, CancellationToken cancellationToken)
    {
        var plan = TrialPlan.Draw(images, FormattableString.Invariant($"{stamp.Kind}\0{stamp.Strength}\0{repetition}"), options);
        var fitted = LastLayerRefit.Fit(model, Features(plan.Refitted, plan.Stamped), [.. plan.Refitted.Select(n => images.Labels[n])], options.Refit);
        var refitted = (ILastLayerClassifier)model.WithWeights(model.LastLayer.Stored(fitted.Weights, fitted.Bias));
        var (flips, candidates) = Flips(fitted, plan);
        var before = Flips(LastLayerRefit.Current(model), plan);
        var verdict = new StampAudit(images, stamp, options.Seed).Judge(refitted, plan, Predictions(fitted, Features(plan.Audited, plan.Stamped)), setup.Classes, cancellationToken);
        double? rate = candidates == 0 ? null : flips / (double)candidates;
        double? rateBefore = before.Candidates == 0 ? null : before.Flips / (double)before.Candidates;
        return new DetectionTrial
        {
            Kind = stamp.Kind, Strength = stamp.Strength, Repetition = repetition, Target = setup.Classes[plan.Target], Candidates = candidates, Flips = flips, FlipRateBefore = rateBefore,
            Used = rate >= options.UsedFrom, Suspected = verdict.Suspected, Caught = verdict.Confirmed,
        };
    }

    /// <summary>Audited images that are not taken for the target class without the stamp, and those of them that are with it.</summary>
    private (int Flips, int Candidates) Flips(RefittedLayer layer, TrialPlan plan)
    {
        var (without, with) = (Predictions(layer, Select(plan.Audited, _ => clean)), Predictions(layer, Select(plan.Audited, _ => stamped)));
        var candidates = Enumerable.Range(0, without.Length).Where(n => without[n] != plan.Target).ToList();
        return (candidates.Count(n => with[n] == plan.Target), candidates.Count);
    }

    /// <summary>A layer of one score z has the classes' scores (−z, z).</summary>
    private static int[] Predictions(RefittedLayer layer, Tensor features)
    {
        var scores = layer.Score(features);
        return [.. Enumerable.Range(0, features.Shape[0]).Select(n =>
            scores.Shape[1] == 1 ? (scores.Values[n] > 0 ? 1 : 0) : Array.IndexOf(scores.Row(n).ToArray(), scores.Row(n).ToArray().Max()))];
    }

    private Tensor Features(IReadOnlyList<int> rows, bool[] isStamped) => Select(rows, n => isStamped[n] ? stamped : clean);

    private static Tensor Select(IReadOnlyList<int> rows, Func<int, Tensor> source) =>
        new([rows.Count, source(rows[0]).Shape[1]], [.. rows.SelectMany(n => source(n).Row(n).ToArray())]);
}
