using MLExplain.Audit.Fairness;

namespace MLExplain.Audit.Power;

/// <summary>All trials of one kind and strength.</summary>
public sealed record DetectionCell
{
    /// <summary>What was planted.</summary>
    public required StampKind Kind { get; init; }

    /// <summary>How visible it was; 0 where nothing was planted.</summary>
    public required double Strength { get; init; }

    /// <summary>Trials in which the model really uses it, of all.</summary>
    public required Rate Used { get; init; }

    /// <summary>Trials in which the audit saw that the stamp tells the predictions, of all.</summary>
    public required Rate Suspected { get; init; }

    /// <summary>Trials in which the audit confirmed the shortcut, of all: where nothing was planted, the rate of false alarms.</summary>
    public required Rate Caught { get; init; }

    /// <summary>Of the trials in which the model uses it, those in which it was confirmed: the power of the audit.</summary>
    public required Rate Power { get; init; }

    /// <summary>Mean over the trials of the share of images that the stamp turns into the target class, 0..1; null when no trial had candidates.</summary>
    public required double? FlipRate { get; init; }

    internal static DetectionCell Of(IReadOnlyList<DetectionTrial> trials)
    {
        double[] flips = [.. trials.Select(t => t.FlipRate).OfType<double>()];
        return new DetectionCell
        {
            Kind = trials[0].Kind, Strength = trials[0].Strength, Used = Share(trials, t => t.Used), Suspected = Share(trials, t => t.Suspected),
            Caught = Share(trials, t => t.Caught), Power = Share([.. trials.Where(t => t.Used)], t => t.Caught), FlipRate = flips.Length == 0 ? null : flips.Average(),
        };
    }

    private static Rate Share(IReadOnlyList<DetectionTrial> trials, Func<DetectionTrial, bool> counts) => Rate.Of(trials.Count(counts), trials.Count);
}
