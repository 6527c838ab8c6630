namespace MLExplain.Audit.Power;

/// <summary>One model with a planted shortcut, and what the audit made of it.</summary>
public sealed record DetectionTrial
{
    /// <summary>What was planted.</summary>
    public required StampKind Kind { get; init; }

    /// <summary>How visible it was; 0 where nothing was planted.</summary>
    public required double Strength { get; init; }

    /// <summary>Number of the trial among those of its kind and strength, from 0.</summary>
    public required int Repetition { get; init; }

    /// <summary>Class whose images were stamped more often.</summary>
    public required string Target { get; init; }

    /// <summary>Audited images that were not taken for the target class without the stamp.</summary>
    public required int Candidates { get; init; }

    /// <summary>Those of them that are taken for it when stamped.</summary>
    public required int Flips { get; init; }

    /// <summary>The same share, 0..1, of the model before the refit, which a stamp may mislead without being learnt; null when it had no candidates.</summary>
    public required double? FlipRateBefore { get; init; }

    /// <summary>Whether the model really uses the shortcut: the share of flips is at least what the options ask.</summary>
    public required bool Used { get; init; }

    /// <summary>Whether the audit saw that the stamp tells the predictions.</summary>
    public required bool Suspected { get; init; }

    /// <summary>Whether the audit confirmed it as a shortcut.</summary>
    public required bool Caught { get; init; }

    /// <summary>Flips ÷ Candidates, 0..1; null without candidates.</summary>
    public double? FlipRate => Candidates == 0 ? null : Flips / (double)Candidates;
}
