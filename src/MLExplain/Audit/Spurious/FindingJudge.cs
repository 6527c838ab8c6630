using MLExplain.Evaluation;

namespace MLExplain.Audit.Spurious;

/// <summary>Judges one suspicion at a time; p-values are adjusted over all interventions of the run.</summary>
internal sealed class FindingJudge
{
    private readonly IReadOnlyList<string> _classes;
    private readonly FindingOptions _options;
    private readonly List<Tested> _effects;

    public FindingJudge(IReadOnlyList<RegionEffect> effects, IReadOnlyList<string> classes, FindingOptions options)
    {
        (_classes, _options) = (classes, options);
        var q = new Queue<double>(FalseDiscovery.Adjust([.. effects.Select(e => e.Effect.PValue).OfType<double>()]));
        _effects = [.. effects.Select(e => new Tested(e.Region, e.Effect, e.Effect.PValue is null ? null : q.Dequeue()))];
    }

    public SpuriousFinding Judge(string subject, IReadOnlyList<PropertyAssociation> associations, IReadOnlyList<AssociatedCluster> clusters)
    {
        var tested = _effects.Where(e => e.Region == subject).ToList();
        var measured = tested.Where(e => e.QValue is not null).ToList();
        var moving = measured.Where(Moves).ToList();
        var isNamed = associations.Count + clusters.Count > 0;
        var verdict = (isNamed, moving.Count > 0, measured.Count > 0) switch
        {
            (true, true, _) => FindingVerdict.Confirmed,
            (false, true, _) => FindingVerdict.MovesOnly,
            (true, _, false) => FindingVerdict.Suspected,
            (false, _, false) => FindingVerdict.NotTested,
            _ when !measured.TrueForAll(IsStill) => FindingVerdict.Inconclusive,
            (true, _, _) => FindingVerdict.Refuted,
            _ => FindingVerdict.Cleared,
        };
        var strongest = moving.MaxBy(e => Math.Abs(e.Effect.Shift!.Mean!.Value));
        return new SpuriousFinding
        {
            Subject = subject, Verdict = verdict, Class = strongest is null ? "" : PushedTo(strongest.Effect), Associations = associations, Clusters = clusters,
            Effects = [.. tested.Select(e => e.Effect)], Sentence = FindingText.Of(subject, verdict, strongest is null ? "" : PushedTo(strongest.Effect), associations, clusters, strongest?.Effect ?? tested.FirstOrDefault()?.Effect, _classes),
        };
    }

    /// <summary>Beyond the control, and by itself, in the same direction.</summary>
    private bool Moves(Tested effect) => effect.QValue <= _options.Level && Beyond(effect.Effect.Shift) is not 0 and var side && Beyond(effect.Effect.Change) == side;

    /// <summary>No more than the control, or nothing by itself.</summary>
    private bool IsStill(Tested effect) => IsWithin(effect.Effect.Shift) || IsWithin(effect.Effect.Change);

    /// <summary>On which side of the least shift the whole interval lies; 0 for none.</summary>
    private int Beyond(Bootstrap? change) => change is not { Lower: { } lower, Upper: { } upper } ? 0 : lower > _options.LeastShift ? 1 : upper < -_options.LeastShift ? -1 : 0;

    private bool IsWithin(Bootstrap? change) => change is { Lower: { } lower, Upper: { } upper } && lower > -_options.LeastShift && upper < _options.LeastShift;

    /// <summary>
    /// Putting it in, or more of it, raises a class; taking it away, or less of it, lowers it. Of two classes one's rise is the other's fall; of more, only the class that moved most is known: when
    /// that is one it speaks against, it pushes away from it.
    /// </summary>
    private string PushedTo(CounterfactualEffect effect)
    {
        var moved = effect.Class!.Value;
        var isFor = effect.Shift!.Mean > 0 == (effect.Intervention is Intervention.Paste or Intervention.Raise);
        return isFor ? _classes[moved] : _classes.Count == 2 ? _classes[1 - moved] : $"not {_classes[moved]}";
    }

    private sealed record Tested(string Region, CounterfactualEffect Effect, double? QValue);
}
