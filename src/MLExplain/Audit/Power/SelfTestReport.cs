using MLExplain.Audit.Fairness;

namespace MLExplain.Audit.Power;

/// <summary>Which planted shortcuts an audit catches, and how often it sees one where there is none.</summary>
public sealed record SelfTestReport
{
    /// <summary>Images that were used: readable, with a known label of a class that has enough of them.</summary>
    public required int Images { get; init; }

    /// <summary>Images that were not.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Share of the target class' images that were stamped.</summary>
    public required double Correlation { get; init; }

    /// <summary>Every trial, by kind, strength and repetition.</summary>
    public required IReadOnlyList<DetectionTrial> Trials { get; init; }

    /// <summary>The trials by kind and strength; strength 0 first.</summary>
    public IReadOnlyList<DetectionCell> Cells => [.. Trials.GroupBy(t => (t.Kind, t.Strength)).Select(g => DetectionCell.Of([.. g]))];

    /// <summary>Trials with nothing planted in which the audit confirmed a shortcut.</summary>
    public Rate FalseAlarms => Rate.Of(Trials.Count(t => t is { Strength: 0, Caught: true }), Trials.Count(t => t.Strength == 0));
}
